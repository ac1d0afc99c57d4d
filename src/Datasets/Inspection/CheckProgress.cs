namespace Robotics.Datasets.Inspection;

/// <summary>Adds up what several threads have looked at.</summary>
internal sealed class CheckProgress(IProgress<(double Done, int Total)>? progress, int total)
{
    private readonly Lock _lock = new();
    private double _done;

    /// <summary>Some part of a file was looked at.</summary>
    public void Add(double files)
    {
        lock (_lock)
        {
            _done += files;
            progress?.Report((_done, total));
        }
    }
}
