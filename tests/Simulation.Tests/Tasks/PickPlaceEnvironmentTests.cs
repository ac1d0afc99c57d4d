using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Tests.Tasks;

public sealed class PickPlaceEnvironmentTests
{
    private static readonly PickPlaceSettings Small = new() { ImageSize = 32, MaxSteps = 25 };

    [Fact]
    public void It_keeps_the_contract_of_environments()
    {
        using var environment = new PickPlaceEnvironment(Small);
        Assert.Empty(EnvironmentContract.Check(environment, seed: 7));
    }

    [Fact]
    public async Task Physics_and_pixels_are_the_same_bits_in_every_run_and_thread()
    {
        string expected = Demonstration.Fingerprint(seed: 3, steps: 25);
        Task<string>[] others = [.. Enumerable.Range(0, 3).Select(_ => Task.Factory.StartNew(
            () => Demonstration.Fingerprint(seed: 3, steps: 25), TaskCreationOptions.LongRunning))];
        Assert.All(await Task.WhenAll(others), other => Assert.Equal(expected, other));
        Assert.NotEqual(expected, Demonstration.Fingerprint(seed: 4, steps: 25));
    }

    [Fact]
    public void Another_thread_is_told_that_rendering_is_bound_to_the_first()
    {
        using var environment = new PickPlaceEnvironment(Small);
        Exception? fault = null;
        var thread = new Thread(() => fault = Record.Exception(() => environment.Reset(1)));
        thread.Start();
        thread.Join();
        Assert.Contains("thread", Assert.IsType<InvalidOperationException>(fault).Message);
    }

    [Fact]
    public void Variation_changes_what_is_seen_and_not_what_happens()
    {
        using var plain = new PickPlaceEnvironment(Small with { Variation = 0 });
        using var varied = new PickPlaceEnvironment(Small);
        for (ulong seed = 0; seed < 3; seed++)
        {
            var (a, b) = (plain.Reset(seed), varied.Reset(seed));
            for (int step = 0; step < 5; step++)
            {
                Assert.Equal(a.State, b.State);
                Assert.All(a.Images.Keys, camera => Assert.NotEqual(a.Images[camera].Pixels, b.Images[camera].Pixels));
                float[] action = [.01f, .02f, -.03f, .1f, .02f];
                (a, b) = (plain.Step(action).Observation, varied.Step(action).Observation);
            }

            Assert.Equal(plain.Simulation.Data.Qpos.ToArray(), varied.Simulation.Data.Qpos.ToArray());
        }
    }

    [Fact]
    public void The_cube_starts_in_its_area_and_stays_red_among_distractors()
    {
        using var simulation = new PickPlaceSimulation();
        var (minX, maxX, minY, maxY) = PickPlaceScene.CubeArea;
        int cube = simulation.Model.Id(Simulation.Physics.MujocoObject.Geom, "cube") * 4;
        int[] others = [.. Enumerable.Range(0, PickPlaceScene.Distractors).Select(i => simulation.Model.Id(Simulation.Physics.MujocoObject.Geom, $"distractor{i}") * 4)];
        for (ulong seed = 0; seed < 200; seed++)
        {
            simulation.Reset(seed, variation: 1);
            Point start = simulation.Situation.Cube;
            Assert.InRange(start.X, minX, maxX);
            Assert.InRange(start.Y, minY, maxY);
            Assert.InRange(Math.Abs(simulation.Situation.CubeYaw), 0, PickPlaceScene.CubeYaw);
            Assert.True(Redness(cube) > .3);
            Assert.All(others, other => Assert.True(Redness(other) < .1));
        }

        float Redness(int geom) => simulation.Model.GeomRgba[geom] - Math.Max(simulation.Model.GeomRgba[geom + 1], simulation.Model.GeomRgba[geom + 2]);
    }

    [Fact]
    public void Too_many_contacts_make_the_episode_invalid_and_end_it()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind, PickPlaceScene.Xml(contactLimit: 2));
        environment.Reset(1);
        var step = environment.Step([0, 0, 0, 0, .04f]);
        Assert.True(step.Truncated);
        Assert.False(step.Terminated);
        Assert.Contains("ContactsFull", step.Truth!.Invalid);
    }

    [Fact]
    public void A_state_that_blew_up_makes_the_episode_invalid()
    {
        using var environment = new PickPlaceEnvironment(Demonstration.Blind);
        environment.Reset(1);
        environment.Simulation.Data.Qvel[0] = double.NaN;
        Assert.Contains("BadVelocity", environment.Step([0, 0, 0, 0, .04f]).Truth!.Invalid);
    }

    [Fact]
    public void Impossible_settings_are_named()
    {
        var settings = new PickPlaceSettings { MaxSteps = 0, ImageSize = 5, Variation = double.NaN, Cameras = ["front", "rear", "front"] };
        Assert.Equal(["max_steps", "image_size", "variation", "cameras", "cameras"], settings.Faults().Select(fault => fault.Key));
        Assert.Throws<ArgumentException>(() => new PickPlaceEnvironment(settings));
    }
}
