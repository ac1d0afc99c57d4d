namespace Robotics.Datasets;

/// <summary>One named number per frame [N].</summary>
public sealed record FrameColumn(string Name, float[] Values);
