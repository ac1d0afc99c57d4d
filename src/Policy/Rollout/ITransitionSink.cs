namespace Robotics.Policy.Rollout;

/// <summary>Where an actor puts what it experiences.</summary>
public interface ITransitionSink
{
    /// <summary>
    /// Keeps a transition. True means that it survives the end of this process from here on. False means that there is no
    /// room: nothing was kept, and the rest of that episode will not be either, so that no episode has a hole.
    /// </summary>
    /// <param name="transition">Its images are lent until this returns.</param>
    /// <exception cref="ArgumentException">It is larger than a record can be.</exception>
    /// <exception cref="IOException">The disk failed; nothing was kept.</exception>
    bool TryAdd(Transition transition);
}
