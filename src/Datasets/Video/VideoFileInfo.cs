namespace Robotics.Datasets;

/// <summary>What a video file holds, by its own account.</summary>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Fps">Frames per second on average.</param>
/// <param name="Codec">FFmpeg's name of the codec: <c>h264</c>, <c>av1</c>.</param>
/// <param name="PixelFormat">FFmpeg's name: <c>yuv420p</c>.</param>
/// <param name="Frames">Number of frames.</param>
/// <param name="Duration">Seconds.</param>
public sealed record VideoFileInfo(
    int Width, int Height, double Fps, string Codec, string PixelFormat, int Frames, double Duration);
