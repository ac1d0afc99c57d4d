using Robotics.Datasets;
using Robotics.Policy;
using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.EndToEnd;

/// <summary>
/// The fluent expert as a policy of the node. It is no trained policy: it is told where the cube is. Everything else it
/// takes from the observation that the node makes out of the robot's messages.
/// </summary>
internal sealed class ScriptedExpertPolicy(Func<double[]> cube) : IPolicy
{
    private Expert _expert = Expert.Create(Quality.Fluent, FailureMode.None, seed: 1);

    public string Id => "scripted expert";

    public void Reset() => _expert = Expert.Create(Quality.Fluent, FailureMode.None, seed: 1);

    public ActionChunk Act(Observation observation)
    {
        var (state, at) = (observation.State, cube());
        var now = new PickPlaceSituation(
            new Point(state[6], state[7], state[8]), new Point(state[9], state[10], state[11]), state[12], state[13], new Point(at[0], at[1], at[2]), at[3]);
        var action = _expert.Act(now) ?? [0, 0, 0, state[12], state[13]];
        var chunk = new float[1, action.Length];
        for (var i = 0; i < action.Length; i++)
            chunk[0, i] = action[i];
        return new ActionChunk(chunk, 0.1);
    }

    public void Dispose()
    {
    }
}
