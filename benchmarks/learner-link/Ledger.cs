using System.Collections.Concurrent;
using Robotics.RobotBridge.Links.Learner;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>What the actors said they had accepted and loaded, held against what the learner stored.</summary>
internal sealed class Ledger
{
    private readonly ConcurrentDictionary<Guid, int> _accepted = new();
    private readonly ConcurrentDictionary<long, bool> _versions = new();
    private int _lines;
    private int _torn;
    private int _full;

    /// <summary>Lines heard.</summary>
    public int Lines => Volatile.Read(ref _lines);

    /// <summary>Takes in a line of an actor.</summary>
    public void Hear(string line)
    {
        Interlocked.Increment(ref _lines);
        switch (line.Split(' '))
        {
            case ["added", var episode, var step, "."]:
                _accepted[Guid.ParseExact(episode, "N")] = int.Parse(step) + 1;
                break;
            case ["weights", var version, "whole", "."]:
                _versions[long.Parse(version)] = true;
                break;
            case ["weights", ..]:
                Interlocked.Increment(ref _torn);
                break;
            case ["full", "."]:
                Interlocked.Increment(ref _full);
                break;
        }
    }

    /// <summary>Compares every accepted transition with the store's.</summary>
    public Outcome Compare(string store, IReadOnlyDictionary<string, int> kills)
    {
        var stored = new Dictionary<Guid, int>();
        var (doubled, wrong, count) = (0, 0, 0);
        foreach (var transition in TransitionStore.Streams(store).SelectMany(TransitionStore.Transitions))
        {
            count++;
            var expected = stored.GetValueOrDefault(transition.Episode);
            if (transition.Step < expected)
                doubled++;
            else if (transition.Step > expected || !SeededTransition.AreEqual(transition, SeededTransition.Of(transition.Episode, transition.Step)))
                wrong++;
            stored[transition.Episode] = Math.Max(expected, transition.Step + 1);
        }
        var lost = _accepted.Sum(episode => Math.Max(0, episode.Value - stored.GetValueOrDefault(episode.Key)));
        // a kill between keeping and saying so leaves one that nobody heard of
        var unheard = stored.Sum(episode => Math.Max(0, episode.Value - _accepted.GetValueOrDefault(episode.Key)));
        var unexplained = stored.Count(episode => episode.Value > _accepted.GetValueOrDefault(episode.Key) + 1);
        return new Outcome(kills, _accepted.Values.Sum(), count, lost, doubled, wrong + unexplained, unheard, _versions.Count, _torn, _full);
    }
}

/// <summary>The result of a campaign.</summary>
/// <param name="Kills">By what was killed.</param>
/// <param name="Accepted">Transitions that actors said they had accepted.</param>
/// <param name="Stored">Transitions in the store.</param>
/// <param name="Lost">Accepted and not stored.</param>
/// <param name="Doubled">Stored more than once.</param>
/// <param name="Wrong">Stored with another content or out of order.</param>
/// <param name="Unheard">Stored, their actor killed before it could say that it had accepted them.</param>
/// <param name="Versions">Versions of weights that actors loaded.</param>
/// <param name="Torn">Weights that were not what the training wrote.</param>
/// <param name="Full">Transitions refused by a full spool.</param>
public sealed record Outcome(
    IReadOnlyDictionary<string, int> Kills, int Accepted, int Stored, int Lost, int Doubled, int Wrong, int Unheard, int Versions, int Torn, int Full)
{
    /// <summary>Nothing lost, doubled or torn.</summary>
    public bool IsClean => (Lost, Doubled, Wrong, Torn) == (0, 0, 0, 0) && Stored == Accepted + Unheard;

    /// <inheritdoc/>
    public override string ToString() =>
        $"""
        kills: {string.Join(", ", Kills.OrderBy(kill => kill.Key).Select(kill => $"{kill.Key} {kill.Value}"))}
        transitions: {Accepted} accepted, {Unheard} more kept by an actor that was killed before it could say so, {Full} refused by a full spool
        lost {Lost}, doubled {Doubled}, wrong {Wrong}
        weights: {Versions} versions loaded, torn {Torn}
        ratio of stored to accepted: {(double)Stored / (Accepted + Unheard):F6}
        """;
}
