namespace Robotics.Datasets.Tests.Episodes;

public class SuccessLabelTests
{
    [Theory]
    [InlineData("true", true)]
    [InlineData("True", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData("False", false)]
    [InlineData("0", false)]
    [InlineData("unknown", false)]
    public void TheLabelSaysWhetherTheTaskWasDone(string label, bool succeeded) => Assert.Equal(succeeded, Labelled(label).Succeeded());

    [Fact]
    public void ADemonstrationWithoutTheLabelCountsAsDone() => Assert.True(Plain.Succeeded());

    [Fact]
    public void AnythingElseIsRefusedWithItsPlace()
    {
        var message = Assert.Throws<DataException>(() => Labelled("partly").Succeeded()).Message;
        Assert.Contains("Episode 7", message, StringComparison.Ordinal);
        Assert.Contains("'partly'", message, StringComparison.Ordinal);
    }

    private static Episode Plain { get; } = new(7, 10, ["pick"], 0, new Dictionary<string, VideoSegment>(), []);

    private static Episode Labelled(string label) => Plain with { Labels = new Dictionary<string, string> { [SuccessLabel.Name] = label } };
}
