namespace Robotics.RobotBridge.Ros2.Dds;

/// <summary>Sizes and offsets of Cyclone DDS 0.10's structures, as its installed headers have them (shared memory build).</summary>
internal static class CycloneLayout
{
    public const int SampleSize = 72;
    public const int SampleReferences = 12;
    public const int SampleType = 24;
    public const int TypeSize = 80;
    public const int TypeRepresentations = 24;
    public const int FragmentMessage = 0;
    public const int FragmentNext = 8;
    public const int FragmentFrom = 16;
    public const int FragmentTo = 20;
    public const int FragmentPayload = 26;
    public const int MessageHeaderSize = 48;
}
