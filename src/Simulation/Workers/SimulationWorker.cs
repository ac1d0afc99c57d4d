using System.Runtime.InteropServices;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Physics;
using Robotics.Simulation.Recording;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Workers;

/// <summary>
/// The child process that owns physics and OpenGL: answers one request after the other until its input ends. An error of
/// the physics library ends this process and nothing else.
/// </summary>
public sealed class SimulationWorker : IDisposable
{
    private PickPlaceEnvironment? _environment;

    private SimulationWorker()
    {
    }

    /// <summary>Serves a parent.</summary>
    /// <param name="input">Requests; their end is the end of the work.</param>
    /// <param name="output">Answers; nothing else may write to it.</param>
    /// <returns>The process's exit code: 0, or 2 where the parent broke the protocol.</returns>
    public static int Run(Stream input, Stream output)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArgumentNullException.ThrowIfNull(output);
        // Ctrl-C reaches the whole process group; the parent decides when its workers end
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var worker = new SimulationWorker();
        try
        {
            while (MessageStream.Read(input) is { } request)
                MessageStream.Write(output, worker.Answer(request).Message);
            return 0;
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            Console.Error.WriteLine("The simulation worker ends: " + fault.Message);
            return 2;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _environment?.Dispose();

    private MessageWriter Answer(ReadOnlySpan<byte> request)
    {
        try
        {
            var message = new MessageReader(request);
            byte kind = message.Byte();
            return (WorkerRequest)kind switch
            {
                WorkerRequest.Create => Create(ref message),
                WorkerRequest.Reset => Reset(ref message),
                WorkerRequest.Step => Step(ref message),
                WorkerRequest.Record => Record(ref message),
                _ => throw new InvalidDataException($"{kind} is no request."),
            };
        }
        catch (ArgumentException fault)
        {
            return Refusal(WorkerReply.ArgumentRefused, fault);
        }
        catch (InvalidOperationException fault)
        {
            return Refusal(WorkerReply.OperationRefused, fault);
        }
        catch (Exception fault) when (fault is MujocoException or Datasets.DataException or RecordingException or PlatformNotSupportedException)
        {
            return Refusal(WorkerReply.Failed, fault);
        }
    }

    private MessageWriter Create(ref MessageReader message)
    {
        var settings = message.Json<PickPlaceSettings>();
        message.End();
        _environment?.Dispose();
        _environment = null;
        _environment = new PickPlaceEnvironment(settings);
        return new MessageWriter().Byte((byte)WorkerReply.Created);
    }

    private MessageWriter Reset(ref MessageReader message)
    {
        ulong seed = message.Bits();
        message.End();
        var answer = new MessageWriter().Byte((byte)WorkerReply.Observed);
        ObservationMessages.Write(answer, Environment.Reset(seed));
        return answer;
    }

    private MessageWriter Step(ref MessageReader message)
    {
        float[] action = message.Floats();
        message.End();
        EnvironmentStep step = Environment.Step(action);
        var answer = new MessageWriter().Byte((byte)WorkerReply.Stepped);
        ObservationMessages.Write(answer, step);
        return answer;
    }

    private MessageWriter Record(ref MessageReader message)
    {
        var order = message.Json<RecordingOrder>();
        message.End();
        RecordedEpisode episode = new EpisodeRecorder(Environment).Record(order);
        return new MessageWriter().Byte((byte)WorkerReply.Recorded).Json(episode);
    }

    private PickPlaceEnvironment Environment =>
        _environment ?? throw new InvalidOperationException("No environment was created.");

    private static MessageWriter Refusal(WorkerReply kind, Exception fault) =>
        new MessageWriter().Byte((byte)kind).Text(fault.Message);
}
