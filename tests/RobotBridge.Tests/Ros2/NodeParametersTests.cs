using Robotics.RobotBridge.Ros2;
using Robotics.RobotBridge.Ros2.Names;

namespace Robotics.RobotBridge.Tests.Ros2;

public sealed class NodeParametersTests
{
    private static readonly NodeIdentity Node = new("/r", "me");

    [Fact]
    public void Files_come_first_and_the_command_line_holds()
    {
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, """
                /**:
                  ros__parameters:
                    use_sim_time: true
                    rate: 10
                    qos_overrides:
                      /camera:
                        subscription: {reliability: reliable, depth: 7}
                """);
            var parameters = Read("--params-file", file, "-p", "rate:=20", "-p", "other:rate:=30", "-p", "me:gain:=2");
            Assert.True(parameters.UseSimTime);
            Assert.Equal([new("rate", "10"), new("rate", "20"), new("gain", "2")], parameters.Others);
            Assert.Equal(QosProfile.Sensor with { Reliable = true, Depth = 7 }, parameters.QosOverrides.Apply("/camera", sends: false, QosProfile.Sensor));
            Assert.Equal(QosProfile.Sensor, parameters.QosOverrides.Apply("/camera", sends: true, QosProfile.Sensor));
            Assert.Equal(QosProfile.Sensor, parameters.QosOverrides.Apply("/other", sends: false, QosProfile.Sensor));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Theory]
    [InlineData("use_sim_time:=perhaps", "true or false")]
    [InlineData("qos_overrides./a.publisher.reliability:=best", "reliable or best_effort")]
    [InlineData("qos_overrides./a.publisher.depth:=0", "above zero")]
    [InlineData("qos_overrides./a.publisher.history:=keep_all", "keep_last")]
    [InlineData("qos_overrides./a.publisher.deadline:=1", "reliability, durability, depth and history")]
    [InlineData("qos_overrides.a.publisher.depth:=1", "after remapping")]
    [InlineData("qos_overrides./a.depth:=1", "after remapping")]
    public void Values_that_are_none_are_refused(string assignment, string part) =>
        Assert.Contains(part, Assert.Throws<FormatException>(() => Read("-p", assignment)).Message);

    [Fact]
    public void A_missing_file_is_named() =>
        Assert.Contains("/no/such.yaml", Assert.Throws<FormatException>(() => Read("--params-file", "/no/such.yaml")).Message);

    private static NodeParameters Read(params string[] arguments) => NodeParameters.Read(RosArguments.Parse(["--ros-args", .. arguments]), Node);
}
