namespace Robotics.Datasets;

/// <summary>
/// An episode's place in a file of several, by counting. Time stamps may tell another one: files that LeRobot joined run late
/// by up to a millisecond an episode, which the metadata does not know.
/// </summary>
/// <param name="Episodes">Episodes before this one.</param>
/// <param name="Frames">Frames of those.</param>
/// <param name="FileFrames">Frames of all the file's episodes.</param>
public sealed record FilePlace(int Episodes, long Frames, long FileFrames);
