namespace Robotics.RobotBridge.Recordings;

/// <summary>Messages of a topic that are left out for one reason.</summary>
/// <param name="what">What is wrong with them, as a predicate.</param>
/// <param name="remedy">What to do.</param>
internal sealed class LeftOutMessages(string what, string remedy)
{
    /// <summary>What is wrong with them, as a predicate.</summary>
    public string What => what;

    /// <summary>What to do.</summary>
    public string Remedy => remedy;

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>What the first of them has, and when it was recorded, as the end of a sentence; empty without.</summary>
    public string First { get; private set; } = "";

    /// <summary>Counts one.</summary>
    public void Add(string fault)
    {
        if (Count++ == 0)
            First = fault;
    }
}
