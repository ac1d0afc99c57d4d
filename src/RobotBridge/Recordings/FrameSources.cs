namespace Robotics.RobotBridge.Recordings;

/// <summary>One frame of the dataset: its views and the messages with its numbers.</summary>
/// <param name="Moment">The views.</param>
/// <param name="State">Message of each state source.</param>
/// <param name="Action">Message of each action source.</param>
internal sealed record FrameSources(RecordedMoment Moment, IReadOnlyList<int> State, IReadOnlyList<int> Action);
