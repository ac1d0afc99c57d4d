using Robotics.Cli.Pipeline;
using Robotics.Cli.Runs;
using Robotics.Cli.Tests.Shards;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;

namespace Robotics.Cli.Tests.Pipeline;

public class DamagedModelTests
{
    [Fact]
    public void A_damaged_reward_model_is_named()
    {
        using var world = new SmallWorld([3]);
        var path = Path.Combine(world.Model, "model.safetensors");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..^9]);
        var fault = Assert.Throws<DataException>(() => new RewardModelFolder(world.Model).Load());
        Assert.StartsWith(path + ": ", fault.Message);
        Assert.Contains("cut short", fault.Message);
    }

    [Fact]
    public void A_damaged_checkpoint_is_named()
    {
        using var folder = new TemporaryFolder();
        using var run = RunFolder.Create(folder["run"], "train policy", "", "", TimeProvider.System);
        run.Checkpoints().Save(5, into => File.WriteAllText(Path.Combine(into, "training_state.safetensors"), "half"));
        using var trainer = new Reader();
        var fault = Assert.Throws<DataException>(() => TrainingLoop.Run(trainer, run, "", _ => { }, CancellationToken.None));
        Assert.StartsWith(folder["run/checkpoints/000005/training_state.safetensors"] + ": ", fault.Message);
    }

    private sealed class Reader : ITrainer
    {
        public int Step => 0;

        public int TotalSteps => 10;

        public TrainingMetrics Advance() => throw new NotSupportedException();

        public void Save(Stream s) => throw new NotSupportedException();

        public void Load(Stream s) => Safetensors.Read(s).Dispose();

        public void Dispose()
        {
        }
    }
}
