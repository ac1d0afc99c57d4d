namespace Robotics.Cli.Reports.Content;

/// <summary>The outcome in a sentence.</summary>
/// <param name="Light">How to take it at a glance.</param>
/// <param name="Sentence">Names the methods, the numbers and what they mean.</param>
/// <param name="Detail">Everything needed to doubt it.</param>
public sealed record Verdict(TrafficLight Light, string Sentence, string Detail = "");

/// <summary>Good, uncertain, bad.</summary>
public enum TrafficLight
{
    /// <summary>The claim holds.</summary>
    Green,

    /// <summary>The data do not decide it.</summary>
    Amber,

    /// <summary>The claim fails.</summary>
    Red,
}
