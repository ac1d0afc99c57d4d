using Robotics.Datasets;
using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

public class TrainingStateTests
{
    [Fact]
    public void TenStepsAndTenMoreAreTwenty()
    {
        using var whole = new Line();
        whole.Run(20);
        using var first = new Line();
        first.Run(10);
        using var file = new MemoryStream();
        first.Save(file);
        file.Position = 0;
        using var second = new Line();
        second.Load(file);
        second.Run(10);
        Assert.Equal(whole.Values, second.Values);
    }

    [Fact]
    public void AnotherModelsCheckpointIsRefused()
    {
        using var line = new Line();
        using var file = new MemoryStream();
        line.Save(file);
        file.Position = 0;
        using var other = nn.Linear(5, 1);
        using var flat = new FlatParameters(other);
        Assert.Throws<DataException>(() => TrainingState.Load(file, flat, new FusedAdamW(flat)));
    }

    /// <summary>A regression with dropout whose batches depend on the step.</summary>
    private sealed class Line : IDisposable
    {
        private readonly TorchSharp.Modules.Linear _model = nn.Linear(4, 1);
        private readonly SeededDropout _dropout = new(0.3) { Enabled = true };
        private readonly FlatParameters _flat;
        private readonly FusedAdamW _optimizer;
        private int _step;

        public Line()
        {
            _flat = new FlatParameters(_model);
            _flat.Values.Fill(0.1f);
            _optimizer = new FusedAdamW(_flat);
        }

        public float[] Values => _flat.Values.ToArray();

        public void Run(int steps)
        {
            for (var end = _step + steps; _step < end; _step++)
            {
                using var scope = NewDisposeScope();
                var random = new StepRandom(7, _step);
                _dropout.Seed(StepSeed.Of(7, _step, 1));
                var x = tensor(Enumerable.Range(0, 32).Select(_ => (float)random.NextGaussian()).ToArray()).view(8, 4);
                _flat.ZeroGradients();
                (_model.call(_dropout.Apply(x)) - x.sum(1, keepdim: true)).square().mean().backward();
                _optimizer.Update(0.01, 1);
            }
        }

        public void Save(Stream s) => TrainingState.Save(s, _flat, _optimizer, _step);

        public void Load(Stream s) => _step = TrainingState.Load(s, _flat, _optimizer);

        public void Dispose()
        {
            _flat.Dispose();
            _dropout.Dispose();
            _model.Dispose();
        }
    }
}
