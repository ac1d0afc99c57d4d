using Robotics.Benchmarks.LinkKills;

// The learner link with its processes and its network killed at random: nothing lost, nothing doubled, no torn weights.
// Actor and learner are processes of their own, ended with SIGKILL; the network is a TCP proxy between them that cuts,
// stalls and refuses connections. The same seed gives the same order of kills, not the same moments.
// Usage: dotnet run -c Release --project benchmarks/learner-link [KILLS [SEED]]
switch (args)
{
    case [ActorProcess.Name, var address, var spool, var mode]:
        return ActorProcess.Run(address, spool, mode);
    case [LearnerProcess.Name, var address, var store, var weights]:
        return LearnerProcess.Run(address, store, weights);
}

var (kills, seed) = (args.Length > 0 ? int.Parse(args[0]) : 500, args.Length > 1 ? int.Parse(args[1]) : 1);
using var campaign = new Campaign(Environment.ProcessPath!, seed);
var outcome = campaign.Run(kills, Console.WriteLine);
Console.WriteLine(outcome);
return outcome.IsClean ? 0 : 1;
