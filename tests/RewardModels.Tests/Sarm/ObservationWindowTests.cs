using CsCheck;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public class ObservationWindowTests
{
    [Fact]
    public void AFullWindowAndItsRewind()
    {
        var slots = new int[12];
        ObservationWindow.Fill(slots.AsSpan(0, 9), 450, 30);
        ObservationWindow.Rewind(slots, 3);
        Assert.Equal([0, 240, 270, 300, 330, 360, 390, 420, 450, 420, 390, 360], slots);
    }

    [Fact]
    public void AShortHistoryIsSpacedEvenly()
    {
        var slots = new int[9];
        ObservationWindow.Fill(slots, 16, 30);
        Assert.Equal([0, 2, 4, 6, 8, 10, 12, 14, 16], slots);
        ObservationWindow.Fill(slots, 0, 30);
        Assert.Equal(new int[9], slots);
        // a frame more and the window is full; halves round up
        ObservationWindow.Fill(slots, 239, 30);
        Assert.Equal([0, 30, 60, 90, 120, 149, 179, 209, 239], slots);
        ObservationWindow.Fill(slots, 240, 30);
        Assert.Equal([0, 30, 60, 90, 120, 150, 180, 210, 240], slots);
        ObservationWindow.Fill(slots.AsSpan(0, 5), 2, 30);
        Assert.Equal([0, 1, 1, 2, 2], slots[..5]);
    }

    [Fact]
    public void WindowsStayInThePastAndInOrder() =>
        Gen.Select(Gen.Int[0, 3000], Gen.Int[1, 40], Gen.Int[1, 12]).Sample((frame, gap, steps) =>
        {
            var slots = new int[steps + 1];
            ObservationWindow.Fill(slots, frame, gap);
            Assert.Equal(0, slots[0]);
            Assert.Equal(frame, slots[^1]);
            for (var i = 1; i < slots.Length; i++)
                Assert.InRange(slots[i], slots[i - 1], frame);
        });

    [Fact]
    public void AWindowReachesBackAsFarAsItSaysAndNoFurther() =>
        Gen.Select(Gen.Int[1, 40], Gen.Int[1, 12]).Sample((gap, steps) =>
        {
            var slots = new int[steps + 1];
            var oldest = 0;
            for (var frame = 0; frame < gap * (steps + 2); frame++)
            {
                ObservationWindow.Fill(slots, frame, gap);
                oldest = Math.Max(oldest, frame - slots[1]);
            }
            Assert.Equal(ObservationWindow.Reach(steps, gap), oldest);
        });
}
