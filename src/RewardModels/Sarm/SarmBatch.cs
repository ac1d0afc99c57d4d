using Robotics.RewardModels.Learning;
using TorchSharp;
using static TorchSharp.torch;

namespace Robotics.RewardModels.Sarm;

/// <summary>The tensors of B windows of W slots; shorter windows are padded at the end, where no other slot looks.</summary>
/// <param name="Features">[V, B * W, D], 16 bits.</param>
/// <param name="States">[B * W, S]</param>
/// <param name="Text">[B, E]</param>
/// <param name="Anchors">[B * W, 1], one in slot 0.</param>
/// <param name="ShownViews">[V, B * W, 1], zero where a view is blanked.</param>
/// <param name="Stages">True stage [B, W].</param>
/// <param name="Fractions">True τ [B, W].</param>
/// <param name="Progress">True progress [B, W].</param>
/// <param name="Taught">[B, 1, 1], one where the progress network is told the true stage.</param>
/// <param name="Valid">[B, W], zero in padding.</param>
internal sealed record SarmBatch(
    Tensor Features, Tensor States, Tensor Text, Tensor Anchors, Tensor ShownViews,
    Tensor Stages, Tensor Fractions, Tensor Progress, Tensor Taught, Tensor Valid)
{
    internal static SarmBatch Of(IReadOnlyList<SarmWindow> windows, SarmTrainingData data, HashedTextEncoder text)
    {
        var (batch, slots) = (windows.Count, windows.Max(w => w.Frames.Length));
        var frames = new FrameBuffer(data.Description, batch * slots);
        var (stages, fractions, progress) = (new long[batch * slots], new float[batch * slots], new float[batch * slots]);
        var (valid, anchors) = (new float[batch * slots], new float[batch * slots]);
        for (var b = 0; b < batch; b++)
        {
            var window = windows[b];
            var (input, labels) = (data.Episodes[window.Episode].Input, data.Labels[window.Episode]);
            anchors[b * slots] = 1;
            for (var s = 0; s < window.Frames.Length; s++)
            {
                var (row, frame) = (b * slots + s, window.Frames[s]);
                frames.Set(row, input, data.Views[window.Episode], frame);
                valid[row] = 1;
                if (window.IsForeign)
                    continue;
                (stages[row], fractions[row]) = (labels.Stages[frame], labels.Fractions[frame]);
                progress[row] = (float)data.Description.Proportions.Progress(labels.Stages[frame], labels.Fractions[frame]);
            }
        }
        return new SarmBatch(
            frames.Features(), frames.States(), Texts(windows, text), TensorOf.Values(anchors, [batch * slots, 1]), Views(windows, slots, data.Description.Cameras.Count),
            TensorOf.Values(stages, [batch, slots]), TensorOf.Values(fractions, [batch, slots]), TensorOf.Values(progress, [batch, slots]),
            TensorOf.Values(windows.Select(w => w.IsTaught ? 1f : 0f).ToArray(), [batch, 1, 1]), TensorOf.Values(valid, [batch, slots]));
    }

    private static Tensor Texts(IReadOnlyList<SarmWindow> windows, HashedTextEncoder text) =>
        TensorOf.Values(windows.SelectMany(w => text.Encode(w.Instruction)).ToArray(), [windows.Count, text.Dimension]);

    private static Tensor Views(IReadOnlyList<SarmWindow> windows, int slots, int cameras)
    {
        var shown = new float[cameras * windows.Count * slots];
        for (var v = 0; v < cameras; v++)
            for (var b = 0; b < windows.Count; b++)
                Array.Fill(shown, windows[b].BlankView == v ? 0 : 1, (v * windows.Count + b) * slots, slots);
        return TensorOf.Values(shown, [cameras, windows.Count * slots, 1]);
    }
}
