using CsCheck;
using Robotics.Policy.Imitation;

namespace Robotics.Policy.Tests.Imitation;

public sealed class TemporalEnsembleTests
{
    private static readonly Func<float, int, float> Free = (value, _) => value;

    [Fact]
    public void Absolute_actions_are_averaged_by_age()
    {
        // three plans of three actions; at the third step each says something about now
        var ensemble = new TemporalEnsemble(3, decay: 0.5, deltas: []);
        Assert.Equal(1f, ensemble.Next(Column(1, 2, 3), Free)[0]);
        var second = (2 + (10 * Math.Exp(-0.5))) / (1 + Math.Exp(-0.5));
        Assert.Equal(second, ensemble.Next(Column(10, 20, 30), Free)[0], 1e-5);
        var weights = 1 + Math.Exp(-0.5) + Math.Exp(-1);
        Assert.Equal((3 + (20 * Math.Exp(-0.5)) + (100 * Math.Exp(-1))) / weights, ensemble.Next(Column(100, 0, 0), Free)[0], 1e-5);
        // the first plan has ended
        Assert.Equal((30 + 0 + (7 * Math.Exp(-1))) / weights, ensemble.Next(Column(7, 7, 7), Free)[0], 1e-4);
    }

    [Fact]
    public void Increments_of_an_old_plan_make_up_for_what_was_not_executed()
    {
        // the first plan wants +1 +1, but a limit lets only +0.5 through: it still has 1.5 to go
        var ensemble = new TemporalEnsemble(2, decay: 0, deltas: [0]);
        Assert.Equal(0.5f, ensemble.Next(Column(1, 1), (value, _) => Math.Min(value, 0.5f))[0]);
        Assert.Equal((1.5f + 0.1f) / 2, ensemble.Next(Column(0.1f, 0), Free)[0], 1e-5f);
    }

    [Fact]
    public void Plans_that_agree_on_their_targets_are_followed_exactly() => Gen.Float[-1f, 1f].Array[12].Sample(
        path =>
        {
            // every plan continues the same path, so ensembling must reproduce it in both kinds of dimension
            const int chunk = 4;
            var ensemble = new TemporalEnsemble(chunk, 0.1, [0]);
            for (var t = 0; t + chunk <= path.Length; t++)
            {
                var plan = new float[chunk, 2];
                for (var h = 0; h < chunk; h++)
                    plan[h, 0] = plan[h, 1] = path[t + h];
                var action = ensemble.Next(plan, Free);
                if (Math.Abs(action[0] - path[t]) > 1e-5f || Math.Abs(action[1] - path[t]) > 1e-5f)
                    return false;
            }

            return true;
        },
        iter: 100);

    [Fact]
    public void Reset_forgets_the_plans()
    {
        var ensemble = new TemporalEnsemble(2, 0, []);
        ensemble.Next(Column(5, 5), Free);
        ensemble.Reset();
        Assert.Equal(1f, ensemble.Next(Column(1, 1), Free)[0]);
    }

    private static float[,] Column(params float[] values)
    {
        var chunk = new float[values.Length, 1];
        for (var i = 0; i < values.Length; i++)
            chunk[i, 0] = values[i];
        return chunk;
    }
}
