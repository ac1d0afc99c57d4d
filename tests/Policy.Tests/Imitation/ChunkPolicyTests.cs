using Robotics.Datasets;
using Robotics.Policy.Imitation;
using Robotics.Policy.Tests.Rollout;
using Robotics.RewardModels.Learning;
using TorchSharp;

namespace Robotics.Policy.Tests.Imitation;

public sealed class ChunkPolicyTests(TemporaryFolder folder) : IClassFixture<TemporaryFolder>
{
    private static readonly PolicySettings Settings = DotDemonstrations.Settings with { Steps = 5, BatchSize = 8, WarmupSteps = 0 };

    static ChunkPolicyTests() => TorchThreads.Limit(1);

    [Fact]
    public void A_loaded_policy_is_the_trained_one()
    {
        var file = Train();
        using ChunkPolicy first = ChunkPolicy.Load(new MemoryStream(file)), second = ChunkPolicy.Load(new MemoryStream(file));
        Assert.Equal(first.Id, second.Id);
        Assert.Contains("executes 2 of 4", first.Id);
        Assert.Equal(Settings.Cameras, first.Settings.Cameras);
        Assert.Equal(Settings with { Cameras = [], DeltaActions = [] }, first.Settings with { Cameras = [], DeltaActions = [] });
        using var world = new DotWorld();
        var observation = world.Reset(1);
        Assert.Equal(first.Act(observation).Actions.Cast<float>(), second.Act(observation).Actions.Cast<float>());
    }

    [Fact]
    public void Execution_decides_how_much_of_a_chunk_is_returned()
    {
        var file = Train();
        using var world = new DotWorld();
        var observation = world.Reset(1);
        using var short_ = ChunkPolicy.Load(new MemoryStream(file));
        using var whole = ChunkPolicy.Load(new MemoryStream(file), new ChunkExecution(ExecutionMode.RecedingHorizon, 4, 0, []));
        using var ensemble = ChunkPolicy.Load(new MemoryStream(file), new ChunkExecution(ExecutionMode.TemporalEnsembling, 1, 0.01, [0, 1]));
        var (two, four) = (short_.Act(observation), whole.Act(observation));
        Assert.Equal((2, 4, 0.1), (two.Actions.GetLength(0), four.Actions.GetLength(0), two.ControlPeriod));
        Assert.Equal(two.Actions.Cast<float>(), four.Actions.Cast<float>().Take(4));
        Assert.Equal(two.Actions.Cast<float>().Take(2), ensemble.Act(observation).Actions.Cast<float>());
        Assert.Throws<DataException>(() => ChunkPolicy.Load(new MemoryStream(file), new ChunkExecution(ExecutionMode.RecedingHorizon, 5, 0, [])));
        Assert.Throws<DataException>(() => ChunkPolicy.Load(new MemoryStream(file), new ChunkExecution(ExecutionMode.TemporalEnsembling, 1, 0, [2])));
    }

    [Fact]
    public void A_new_episode_forgets_the_plans_of_the_last()
    {
        using var policy = ChunkPolicy.Load(new MemoryStream(Train()), new ChunkExecution(ExecutionMode.TemporalEnsembling, 1, 0.01, []));
        using var world = new DotWorld();
        var (first, other) = (world.Reset(1), world.Reset(2));
        var fresh = policy.Act(first).Actions;
        policy.Act(other);
        Assert.NotEqual(fresh, policy.Act(first).Actions);
        policy.Reset();
        Assert.Equal(fresh, policy.Act(first).Actions);
    }

    [Fact]
    public void Actions_stay_within_what_was_demonstrated()
    {
        using var policy = ChunkPolicy.Load(new MemoryStream(Train()));
        using var world = new DotWorld();
        var strange = world.Reset(1) with { State = [1e6f, -1e6f] };
        Assert.All(policy.Act(strange).Actions.Cast<float>(), a => Assert.InRange(a, -0.1f, 0.1f));
    }

    [Fact]
    public void Observations_that_do_not_fit_are_refused()
    {
        using var policy = ChunkPolicy.Load(new MemoryStream(Train()));
        using var world = new DotWorld();
        var observation = world.Reset(1);
        Assert.Contains("camera top", Assert.Throws<ArgumentException>(() => policy.Act(observation with { Images = new Dictionary<string, RgbImage>() })).Message);
        Assert.Contains("2 numbers", Assert.Throws<ArgumentException>(() => policy.Act(observation with { State = new float[3] })).Message);
    }

    [Fact]
    public void Damaged_files_are_refused()
    {
        var file = Train();
        Assert.Throws<DataException>(() => ChunkPolicy.Load(new MemoryStream(file[..^10])));
        Assert.Throws<DataException>(() => ChunkPolicy.Load(new MemoryStream([])));
        AssertRefused(file, "\\\"hidden_size\\\":64", "\\\"hidden_size\\\":65");
        AssertRefused(file, "\\\"chunk_size\\\":4", "\\\"chunk_size\\\":0");
        AssertRefused(file, "\\\"image_size\\\":16", "\\\"image_bize\\\":16");
        AssertRefused(file, "state_mean", "state_mear");
    }

    [Theory]
    [InlineData("network._head.0.weight", "not finite")]
    [InlineData("normalization.state_mean", "contradicts itself")]
    [InlineData("normalization.action_high", "contradicts itself")]
    public void Numbers_that_are_not_finite_are_refused(string name, string message) =>
        Assert.Contains(message, Refusal(Train(), (tensors, _) => tensors[name].view(-1)[0] = double.PositiveInfinity));

    [Fact]
    public void A_small_file_that_describes_a_large_network_is_refused_before_it_takes_memory() =>
        Assert.Contains("larger network than the file holds", Refusal(Train(), (_, metadata) =>
            metadata["policy_settings"] = metadata["policy_settings"].Replace("\"hidden_size\":64", "\"hidden_size\":2048", StringComparison.Ordinal)));

    private static string Refusal(byte[] file, Action<IReadOnlyDictionary<string, torch.Tensor>, Dictionary<string, string>> damage)
    {
        using var content = Safetensors.Read(new MemoryStream(file));
        var metadata = content.Metadata.ToDictionary();
        damage(content.Tensors, metadata);
        using var damaged = new MemoryStream();
        Safetensors.Write(damaged, content.Tensors, metadata);
        damaged.Position = 0;
        return Assert.Throws<DataException>(() => ChunkPolicy.Load(damaged)).Message;
    }

    private static void AssertRefused(byte[] file, string text, string replacement)
    {
        var (from, to) = (System.Text.Encoding.UTF8.GetBytes(text), System.Text.Encoding.UTF8.GetBytes(replacement));
        var at = file.AsSpan().IndexOf(from);
        if (at < 0)
            (from, to) = (Plain(text), Plain(replacement));
        at = at < 0 ? file.AsSpan().IndexOf(from) : at;
        Assert.True(at >= 0, $"the checkpoint does not hold {text}");
        var damaged = file.ToArray();
        to.CopyTo(damaged, at);
        Assert.Throws<DataException>(() => ChunkPolicy.Load(new MemoryStream(damaged)));
    }

    // the JSON writer may escape a quote as \u0022
    private static byte[] Plain(string text) => System.Text.Encoding.UTF8.GetBytes(text.Replace("\\\"", "\\u0022"));

    private byte[] Train()
    {
        using var demonstrations = DotDemonstrations.Record(folder.Path, good: 4);
        using var trainer = new BehaviourCloningTrainer(Settings, demonstrations, seed: 1);
        while (trainer.Step < trainer.TotalSteps)
            trainer.Advance();
        using var stream = new MemoryStream();
        trainer.WritePolicy(stream);
        return stream.ToArray();
    }
}
