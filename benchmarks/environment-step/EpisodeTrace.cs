using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.Benchmarks.EnvironmentStep;

/// <summary>One fluent demonstration: the actions for C#, and what the servos were told at the end of every step for C.</summary>
internal sealed record EpisodeTrace(IReadOnlyList<float[]> Actions, double[] Start, IReadOnlyList<double[]> Controls)
{
    internal static EpisodeTrace Of(PickPlaceEnvironment environment, ulong seed)
    {
        environment.Reset(seed);
        PickPlaceSimulation simulation = environment.Simulation;
        double[] start = simulation.Data.Qpos.ToArray();
        // the first servo targets are the start's own joint angles and finger openings
        List<double[]> controls = [start[..simulation.Model.Nu]];
        List<float[]> actions = [];
        var expert = Expert.Create(Quality.Fluent, FailureMode.None, seed);
        while (expert.Act(simulation.Situation) is { } action)
        {
            actions.Add(action);
            bool ended = environment.Step(action).Terminated;
            controls.Add(simulation.Data.Ctrl.ToArray());
            if (ended)
                break;
        }

        return new EpisodeTrace(actions, start, controls);
    }

    /// <summary>In the form that loop.c reads.</summary>
    internal void Write(string path)
    {
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write(Actions.Count);
        writer.Write(Start.Length);
        writer.Write(Controls[0].Length);
        foreach (double value in Start.Concat(Controls.SelectMany(control => control)))
            writer.Write(value);
    }
}
