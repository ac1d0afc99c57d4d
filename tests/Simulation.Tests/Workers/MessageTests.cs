using CsCheck;
using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Workers;

namespace Robotics.Simulation.Tests.Workers;

public sealed class MessageTests
{
    private static readonly Gen<byte[]> AnyBytes = Gen.Byte.Array[0, 200];

    [Fact]
    public void A_step_survives_the_way_through_a_message()
    {
        var image = new RgbImage(2, 1, [1, 2, 3, 4, 5, 6]);
        var step = new EnvironmentStep(
            new Observation(1.5, new Dictionary<string, RgbImage> { ["front"] = image }, [.25f, -1], "pick up the cube and place it on the goal"),
            Terminated: false, Truncated: true, new GroundTruth(3, .75, false, "MuJoCo raised ContactsFull 1 times"));
        var writer = new MessageWriter();
        ObservationMessages.Write(writer, step);
        var reader = new MessageReader(writer.Message);
        EnvironmentStep read = ObservationMessages.ReadStep(ref reader);
        reader.End();
        Assert.Equal(step.Truth, read.Truth);
        Assert.Equal((false, true), (read.Terminated, read.Truncated));
        Assert.Equal(step.Observation.State, read.Observation.State);
        Assert.Equal(step.Observation.Timestamp, read.Observation.Timestamp);
        Assert.Equal(image.Pixels, read.Observation.Images["front"].Pixels);
    }

    [Fact]
    public void Any_bytes_are_either_an_observation_or_invalid_data() => AnyBytes.Sample(bytes =>
    {
        try
        {
            var reader = new MessageReader(bytes);
            ObservationMessages.ReadStep(ref reader);
            reader.End();
        }
        catch (InvalidDataException)
        {
            return;
        }
    });

    [Fact]
    public void A_truncated_or_flipped_step_never_reads_past_its_end()
    {
        var writer = new MessageWriter();
        ObservationMessages.Write(writer, new EnvironmentStep(
            new Observation(0, new Dictionary<string, RgbImage> { ["side"] = new(4, 4, new byte[48]) }, new float[14], string.Empty),
            false, false, new GroundTruth(0, 0, false)));
        byte[] whole = writer.Message.ToArray();
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Sample((position, value) =>
        {
            byte[] flipped = [.. whole];
            flipped[position] = value;
            foreach (byte[] bytes in new[] { whole[..position], flipped })
            {
                try
                {
                    var reader = new MessageReader(bytes);
                    ObservationMessages.ReadStep(ref reader);
                }
                catch (InvalidDataException)
                {
                    continue;
                }
            }
        });
    }

    [Fact]
    public void A_stream_of_any_bytes_ends_or_is_refused() => AnyBytes.Sample(bytes =>
    {
        using var stream = new MemoryStream(bytes);
        try
        {
            while (MessageStream.Read(stream) is not null)
                continue;
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException)
        {
            return;
        }
    });

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void An_impossible_length_is_refused_before_anything_is_allocated(int length)
    {
        using var stream = new MemoryStream(BitConverter.GetBytes(length));
        Assert.Throws<InvalidDataException>(() => MessageStream.Read(stream));
    }

    [Fact]
    public void A_worker_survives_requests_of_any_bytes_or_ends_with_code_two() => AnyBytes.Sample(
        bytes =>
        {
            // a Create request would build a scene; the fuzz is about the protocol
            if (bytes.Length == 0 || bytes[0] is (byte)WorkerRequest.Create)
                return true;
            using var input = new MemoryStream();
            MessageStream.Write(input, bytes);
            input.Position = 0;
            return SimulationWorker.Run(input, new MemoryStream()) is 0 or 2;
        },
        iter: 40);
}
