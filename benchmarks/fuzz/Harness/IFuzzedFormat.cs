namespace Robotics.Benchmarks.Fuzz.Harness;

/// <summary>A kind of file: how sound ones are made, how they are damaged, and what reads them.</summary>
internal interface IFuzzedFormat
{
    /// <summary>One word.</summary>
    string Name { get; }

    /// <summary>Writes sound files into an empty folder, always the same; returns those to be damaged, one at a time.</summary>
    IReadOnlyList<string> Write(string folder);

    /// <summary>Changes a file's content.</summary>
    byte[] Mutate(byte[] sound, Random random);

    /// <summary>Reads what the damaged file belongs to in every way that the product does.</summary>
    /// <exception cref="Robotics.Datasets.DataException">Something is wrong with the files: the one way in which reading may fail.</exception>
    void Read(string folder, string damaged);
}
