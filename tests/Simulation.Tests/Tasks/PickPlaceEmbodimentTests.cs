using Robotics.Simulation.Experts;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Tasks;

/// <summary>The task on a robot that is commanded joint by joint is the task of the simulation.</summary>
public sealed class PickPlaceEmbodimentTests
{
    private static readonly PickPlaceSettings Settings = new() { Cameras = [], Variation = 0 };

    [Fact]
    public void A_demonstration_in_joint_commands_goes_as_it_does_in_hand_displacements()
    {
        using var embodiment = new PickPlaceEmbodiment();
        using var environment = new PickPlaceEnvironment(Settings);
        using var robot = new PickPlaceRobot(Settings);
        double[] measured = new double[8], velocities = new double[8], commanded = new double[8];
        var observation = environment.Reset(11);
        robot.Reset(11);
        robot.ReadJoints(commanded, velocities);
        var expert = Expert.Create(Quality.Fluent, FailureMode.None, 11);
        var steps = 0;
        while (expert.Act(environment.Simulation.Situation) is { } action)
        {
            robot.ReadJoints(measured, velocities);
            var state = embodiment.State(measured, commanded);
            for (var i = 0; i < state.Length; i++)
                Assert.Equal(observation.State[i], state[i], 2e-3f);

            var target = embodiment.Targets(commanded, Row(action))[0];
            var back = embodiment.Action(commanded, target);
            for (var i = 0; i < action.Length; i++)
                Assert.Equal(action[i], back[i], 1e-3f);
            robot.Command(target, seconds: 0.1);
            robot.Advance(PickPlaceSimulation.Substeps);
            commanded = target;
            observation = environment.Step(action).Observation;
            Assert.Equal(environment.Truth.Stage, robot.Truth.Stage);
            steps++;
            if (environment.Truth.Success)
                break;
        }

        Assert.True(steps > 30);
        Assert.True(robot.Truth.Success);
    }

    [Fact]
    public void What_is_not_finite_stays_so_for_the_safety_gate_to_refuse()
    {
        using var embodiment = new PickPlaceEmbodiment();
        double[] commanded = [0, .2, 1.4, 0, 1.54, 0, .04, .04];
        for (var element = 0; element < PickPlaceSimulation.ActionSize; element++)
        {
            float[] action = [0, 0, 0, 0, .04f];
            action[element] = float.NaN;
            Assert.All(embodiment.Targets(commanded, Row(action))[0], position => Assert.True(double.IsNaN(position)));
        }
    }

    [Fact]
    public void Each_action_begins_where_the_one_before_ended_and_stays_within_reach()
    {
        using var embodiment = new PickPlaceEmbodiment();
        double[] commanded = [0, .2, 1.4, 0, 1.54, 0, .04, .04];
        var actions = new float[20, 5];
        for (var row = 0; row < 20; row++)
            (actions[row, 0], actions[row, 4]) = (1, 1);
        var targets = embodiment.Targets(commanded, actions);
        var hands = targets.Select(target => embodiment.State(target, target)).ToArray();
        Assert.Equal(.05, hands[1][6] - hands[0][6], 1e-3);
        Assert.InRange(hands[^1][6], .55f, .651f);
        Assert.Equal(.04, hands[^1][13], 1e-6);
    }

    private static float[,] Row(float[] action)
    {
        var row = new float[1, action.Length];
        for (var i = 0; i < action.Length; i++)
            row[0, i] = action[i];
        return row;
    }
}
