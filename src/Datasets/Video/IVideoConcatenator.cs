namespace Robotics.Datasets;

/// <summary>Joins video files by copying their packets, without re-encoding, and says what a file holds.</summary>
public interface IVideoConcatenator
{
    /// <summary>How many of the first files, at least one, are encoded alike and so can share a file.</summary>
    /// <exception cref="DataException">One of them is not a readable video.</exception>
    int CountAlike(IReadOnlyList<string> inputs);

    /// <summary>Writes the inputs one after the other into <paramref name="output"/>; returns each input's duration in seconds.</summary>
    IReadOnlyList<double> Concatenate(IReadOnlyList<string> inputs, string output, CancellationToken cancellationToken);

    /// <summary>Reads a file's stream header.</summary>
    /// <exception cref="DataException">The file is not a readable video.</exception>
    VideoFileInfo Probe(string path);
}
