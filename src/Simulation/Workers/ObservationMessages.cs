using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Workers;

/// <summary>Observations and step results as messages.</summary>
internal static class ObservationMessages
{
    private const int MostCameras = 16;

    internal static void Write(MessageWriter message, Observation observation)
    {
        message.Double(observation.Timestamp).Floats(observation.State).Int(observation.Images.Count);
        foreach (var (camera, image) in observation.Images)
            message.Text(camera).Int(image.Width).Int(image.Height).Bytes(image.Pixels);
    }

    internal static void Write(MessageWriter message, EnvironmentStep step)
    {
        Write(message, step.Observation);
        GroundTruth truth = step.Truth!;
        message.Byte((byte)((step.Terminated ? 1 : 0) | (step.Truncated ? 2 : 0) | (truth.Success ? 4 : 0)))
            .Int(truth.Stage).Double(truth.Progress).Text(truth.Invalid);
    }

    /// <exception cref="InvalidDataException">The bytes are no observation.</exception>
    internal static Observation ReadObservation(ref MessageReader message)
    {
        double timestamp = message.Double();
        float[] state = message.Floats();
        int count = message.Int();
        if (count is < 0 or > MostCameras)
            throw new InvalidDataException($"An observation cannot have {count} images.");
        var images = new Dictionary<string, RgbImage>(count);
        for (int i = 0; i < count; i++)
        {
            string camera = message.Text() ?? throw new InvalidDataException("An image has no camera.");
            int width = message.Int(), height = message.Int();
            ReadOnlySpan<byte> pixels = message.Bytes();
            if (width <= 0 || height <= 0 || (long)width * height * 3 != pixels.Length)
                throw new InvalidDataException($"{pixels.Length} bytes are not an image of {width}x{height}.");
            images[camera] = new RgbImage(width, height, pixels.ToArray());
        }

        return new Observation(timestamp, images, state, PickPlaceEnvironment.Instruction);
    }

    /// <exception cref="InvalidDataException">The bytes are no step result.</exception>
    internal static EnvironmentStep ReadStep(ref MessageReader message)
    {
        Observation observation = ReadObservation(ref message);
        byte flags = message.Byte();
        var truth = new GroundTruth(message.Int(), message.Double(), (flags & 4) != 0, message.Text());
        return new EnvironmentStep(observation, (flags & 1) != 0, (flags & 2) != 0, truth);
    }
}
