namespace Robotics.RobotBridge.Recordings;

/// <summary>How far an import is.</summary>
/// <param name="Recordings">Recordings finished.</param>
/// <param name="TotalRecordings">Recordings found.</param>
/// <param name="Frame">Frames of the recording in work that are encoded.</param>
/// <param name="Frames">Frames of the recording in work.</param>
public sealed record BagImportProgress(int Recordings, int TotalRecordings, int Frame, int Frames);
