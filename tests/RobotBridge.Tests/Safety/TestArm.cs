using Robotics.RobotBridge.Safety;

namespace Robotics.RobotBridge.Tests.Safety;

/// <summary>Two joints, one in rad and one in m, and messages about them.</summary>
internal static class TestArm
{
    public static readonly SafetySettings Settings = new()
    {
        Joints =
        [
            new JointLimits { Name = "elbow", Low = -1, High = 2, Velocity = 1, Acceleration = 5, Step = 0.15 },
            new JointLimits { Name = "slide", Low = 0, High = 0.4, Velocity = 0.2, Acceleration = 1, Step = 0.03 },
        ],
    };

    public static readonly string[] Names = ["elbow", "slide"];

    public static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    public static JointMeasurement Measured(double stamp, double elbow, double slide) =>
        new(At(stamp), Names, [elbow, slide], [0, 0]);

    public static ProposedCommand Proposal(double stamp, double elbow, double slide) =>
        new(At(stamp), Names, [elbow, slide]);
}
