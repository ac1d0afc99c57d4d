using System.Text.Json.Serialization;

namespace Robotics.Simulation.Recording;

/// <summary>How an episode ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>The task was done.</summary>
    Success,

    /// <summary>The cube was lifted but not placed on the goal.</summary>
    Partial,

    /// <summary>The cube was never lifted.</summary>
    Failure,
}
