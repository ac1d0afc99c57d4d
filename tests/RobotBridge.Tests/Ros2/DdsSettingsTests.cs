using Robotics.RobotBridge.Ros2.Dds;

namespace Robotics.RobotBridge.Tests.Ros2;

/// <summary>Alone, because the environment is the whole process's.</summary>
[Collection("network")]
public sealed class DdsSettingsTests
{
    [Theory]
    [InlineData(null, "LOCALHOST", null, true)]
    [InlineData(null, "OFF", null, true)]
    [InlineData(null, "SUBNET", "1", false)]
    [InlineData(null, null, "1", true)]
    [InlineData(null, null, "0", false)]
    [InlineData(null, null, null, false)]
    [InlineData(false, "LOCALHOST", "1", false)]
    [InlineData(true, "SUBNET", "0", true)]
    public void A_node_stays_on_its_machine_where_the_settings_or_else_the_environment_say_so(bool? setting, string? range, string? before, bool stays)
    {
        const string rangeName = "ROS_AUTOMATIC_DISCOVERY_RANGE", beforeName = "ROS_LOCALHOST_ONLY";
        var (oldRange, oldBefore) = (Environment.GetEnvironmentVariable(rangeName), Environment.GetEnvironmentVariable(beforeName));
        try
        {
            Environment.SetEnvironmentVariable(rangeName, range);
            Environment.SetEnvironmentVariable(beforeName, before);
            Assert.Equal(stays, new DdsSettings { LocalhostOnly = setting }.LocalhostOnlyInForce());
        }
        finally
        {
            Environment.SetEnvironmentVariable(rangeName, oldRange);
            Environment.SetEnvironmentVariable(beforeName, oldBefore);
        }
    }
}
