using Robotics.Datasets;
using Robotics.RobotBridge.Links.Actor;

namespace Robotics.Benchmarks.LinkKills;

/// <summary>The robot's side: experiences, says on standard output what was accepted and which weights it loaded.</summary>
internal static class ActorProcess
{
    public const string Name = "actor";
    public const string Drain = "drain";
    public const string Act = "act";

    public static int Run(string address, string spool, string mode)
    {
        var settings = new ActorLinkSettings { Learner = address, Spool = spool, SpoolMebibytes = 64, Lossless = true, SyncInterval = 0.02 };
        using var link = new ActorLink(settings, Console.Error.WriteLine);
        var (episode, step, loaded) = (Guid.NewGuid(), 0, "");
        while (mode == Act || link.Status is not { IsUp: true, Waiting: 0 } || loaded.Length == 0)
        {
            if (mode == Act)
            {
                Say(link.TryAdd(SeededTransition.Of(episode, step)) ? $"added {episode:N} {step}" : "full");
                (episode, step) = ++step < SeededTransition.EpisodeLength ? (episode, step) : (Guid.NewGuid(), 0);
            }
            loaded = Load(link, loaded);
            Thread.Sleep(2);
        }
        return 0;
    }

    private static string Load(ActorLink link, string loaded)
    {
        if (link.Newest is not { } weights || weights.Sha256 == loaded)
            return loaded;
        try
        {
            Say($"weights {weights.Version} {SeededWeights.Fault(link.Read(weights)) ?? "whole"}");
            return weights.Sha256;
        }
        catch (DataException)
        {
            // newer ones have replaced them this very moment
            return loaded;
        }
    }

    // the closing mark tells a whole line from one that a kill has cut
    private static void Say(string text)
    {
        Console.Out.Write(text + " .\n");
        Console.Out.Flush();
    }
}
