using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Tests.Learning;

public class FusedAdamWTests
{
    [Fact]
    public void TwentyStepsAgreeWithTorchsOwnAdamW()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        var ours = nn.Sequential(nn.Linear(7, 13), nn.Tanh(), nn.Linear(13, 3));
        var theirs = nn.Sequential(nn.Linear(7, 13), nn.Tanh(), nn.Linear(13, 3));
        theirs.load_state_dict(ours.state_dict());
        using var flat = new FlatParameters(ours);
        var fused = new FusedAdamW(flat, 0.9, 0.95, 1e-8, 0.1);
        var reference = optim.AdamW(theirs.parameters(), 0.01, 0.9, 0.95, 1e-8, 0.1);
        var x = randn(16, 7);
        for (var step = 0; step < 20; step++)
        {
            flat.ZeroGradients();
            Loss(ours, x).backward();
            var norm = fused.Update(0.01, 0.5);
            reference.zero_grad();
            Loss(theirs, x).backward();
            var expected = nn.utils.clip_grad_norm_(theirs.parameters(), 0.5);
            reference.step();
            Assert.Equal(expected, norm, 1e-5);
        }
        foreach (var (a, b) in ours.parameters().Zip(theirs.parameters()))
            Assert.True((a - b).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void FirstStepByHand()
    {
        using var model = nn.Linear(1, 1, hasBias: false);
        using var flat = new FlatParameters(model);
        flat.Values[0] = 2;
        flat.Gradients[0] = 0.25f;
        var norm = new FusedAdamW(flat, weightDecay: 0.1).Update(0.01);
        // the bias-corrected moments of a first step give gradient / |gradient|; decay takes 0.01 * 0.1 * 2
        Assert.Equal(2 - 0.01 * 0.1 * 2 - 0.01, flat.Values[0], 1e-6);
        Assert.Equal(0.25, norm, 1e-7);
    }

    [Fact]
    public void GradientsThatAreNotFiniteChangeNothing()
    {
        using var model = nn.Linear(3, 2);
        using var flat = new FlatParameters(model);
        var before = flat.Values.ToArray();
        flat.Gradients[4] = float.NaN;
        Assert.Throws<InvalidOperationException>(() => new FusedAdamW(flat).Update(0.1));
        Assert.Equal(before, flat.Values.ToArray());
    }

    [Fact]
    public void ViewsOfTheModelFollowTheFlatBuffer()
    {
        using var scope = NewDisposeScope();
        var model = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1));
        using var flat = new FlatParameters(model);
        Assert.Equal(13, flat.Count);
        flat.Values.Fill(0.5f);
        Assert.All(model.parameters(), p => Assert.Equal(0.5f, p.mean().item<float>()));
        model.call(ones(4, 2)).sum().backward();
        Assert.Equal(4, flat.Gradients[^1]);
    }

    private static Tensor Loss(nn.Module<Tensor, Tensor> model, Tensor x) => model.call(x).square().mean() * 10;
}
