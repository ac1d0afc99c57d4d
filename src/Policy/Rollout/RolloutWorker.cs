namespace Robotics.Policy.Rollout;

/// <summary>A policy and the environment it acts in; replaces the environment after a fault.</summary>
internal sealed class RolloutWorker(Func<IEnvironment> environments, IPolicy policy) : IDisposable
{
    private IEnvironment? _environment;

    public RolloutResult Run(ulong seed, IRolloutObserver? observer, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        _environment ??= environments();
        try
        {
            return RolloutEpisode.Run(_environment, policy, seed, observer, cancellation);
        }
        catch (EnvironmentFault fault)
        {
            _environment.Dispose();
            _environment = null;
            return RolloutEpisode.Result(seed, fault.Steps, fault.Truth, fault.Message);
        }
    }

    public void Dispose()
    {
        policy.Dispose();
        _environment?.Dispose();
    }
}
