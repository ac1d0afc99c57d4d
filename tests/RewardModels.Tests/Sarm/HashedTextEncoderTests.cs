using Robotics.RewardModels.Learning;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class HashedTextEncoderTests
{
    private static readonly HashedTextEncoder Encoder = new(256);

    [Fact]
    public void LengthOneAndBlindToCaseAndPunctuation()
    {
        var a = Encoder.Encode("Put the cube, on the disc!");
        Assert.Equal(1, Dot(a, a), 1e-5);
        Assert.Equal(a, Encoder.Encode("put the cube on the disc"));
        Assert.All(Encoder.Encode("!?"), v => Assert.Equal(0, v));
    }

    [Fact]
    public void SharedWordsMakeTextsClose()
    {
        var cube = Encoder.Encode("put the cube on the disc");
        Assert.True(Dot(cube, Encoder.Encode("put the cube on the shelf")) > 0.5);
        Assert.True(Math.Abs(Dot(cube, Encoder.Encode("rotate kettle"))) < 0.2);
    }

    [Fact]
    public void TheNumbersNeverChange()
    {
        // checkpoints depend on them
        var norm = MathF.Sqrt(1.5f);
        Assert.Equal([0, -0.5f / norm, 0, 0, 0, 1 / norm, -0.5f / norm, 0], new HashedTextEncoder(8).Encode("go"));
    }

    [Fact]
    public void ForeignInstructionsAreNeverTheTruth()
    {
        var random = new StepRandom(1);
        Assert.All(Enumerable.Range(0, 500), _ => Assert.NotEqual("move bottle", ForeignInstruction.Draw(random, "move bottle")));
    }

    private static double Dot(float[] a, float[] b) => a.Zip(b).Sum(p => p.First * p.Second);
}
