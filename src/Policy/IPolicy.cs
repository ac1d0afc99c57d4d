using Robotics.Datasets;

namespace Robotics.Policy;

/// <summary>Chooses actions from observations.</summary>
public interface IPolicy : IDisposable
{
    /// <summary>Identity of method, checkpoint and settings.</summary>
    string Id { get; }

    /// <summary>Forgets the episode so far; call before the first observation of each.</summary>
    void Reset();

    /// <summary>Plans the next actions.</summary>
    /// <param name="observation">Its images are lent until this returns: whoever keeps them copies them.</param>
    ActionChunk Act(Observation observation);
}

/// <summary>Actions to execute one after the other.</summary>
/// <param name="Actions">[H, A], in the environment's units.</param>
/// <param name="ControlPeriod">Seconds between two of them.</param>
public sealed record ActionChunk(float[,] Actions, double ControlPeriod);
