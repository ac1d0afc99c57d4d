namespace Robotics.Cli.Reports.Content;

/// <summary>What it takes to get the same page again.</summary>
/// <param name="Command">The whole command line.</param>
/// <param name="Seed">The seed that everything follows from; null where nothing is random.</param>
/// <param name="Date">When, as text.</param>
/// <param name="Machine">Processor, cores, memory.</param>
/// <param name="Versions">Program, libraries, models with their checksums.</param>
public sealed record RunFacts(string Command, ulong? Seed, string Date, string Machine, IReadOnlyList<NamedVersion> Versions);

/// <summary>A part and which one of it.</summary>
/// <param name="Name">The part.</param>
/// <param name="Version">Version or checksum.</param>
public sealed record NamedVersion(string Name, string Version);

/// <summary>What a step of the pipeline cost.</summary>
/// <param name="Title">The step in words.</param>
/// <param name="Seconds">Wall-clock time.</param>
/// <param name="PeakMemoryMib">Largest resident memory, workers included.</param>
public sealed record StepCost(string Title, double Seconds, double PeakMemoryMib);

/// <summary>A paragraph of the method notes.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Text">Plain text.</param>
public sealed record ReportNote(string Title, string Text);
