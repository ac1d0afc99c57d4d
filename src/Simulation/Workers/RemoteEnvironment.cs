using Robotics.Datasets;
using Robotics.Policy.Rollout;
using Robotics.Simulation.Tasks;

namespace Robotics.Simulation.Workers;

/// <summary>
/// Pick and place in a worker process. When the worker dies, the running call throws a <see cref="WorkerException"/> with
/// the reason, and the next <see cref="Reset"/> starts a new worker. Not bound to a thread, but for one caller at a time.
/// </summary>
public sealed class RemoteEnvironment : IEnvironment
{
    private readonly WorkerLaunch _launch;
    private readonly PickPlaceSettings _settings;
    private WorkerProcess? _worker;

    /// <summary>Starts a worker and lets it build the scene.</summary>
    /// <exception cref="ArgumentException">The settings are impossible.</exception>
    /// <exception cref="WorkerException">The worker cannot be started or lacks what it needs; the message says what.</exception>
    public RemoteEnvironment(WorkerLaunch launch, PickPlaceSettings settings)
    {
        ArgumentNullException.ThrowIfNull(launch);
        ArgumentNullException.ThrowIfNull(settings);
        (_launch, _settings) = (launch, settings);
        Spec = PickPlaceEnvironment.Describe(settings);
        Start();
    }

    /// <inheritdoc/>
    public EnvironmentSpec Spec { get; }

    /// <summary>Number of the worker's process; null between a worker's death and the next reset.</summary>
    public int? ProcessId => _worker?.Id;

    /// <inheritdoc/>
    /// <exception cref="WorkerException">The worker died.</exception>
    public Observation Reset(ulong seed)
    {
        if (_worker is null)
            Start();
        return Ask(
            new MessageWriter().Byte((byte)WorkerRequest.Reset).Bits(seed), WorkerReply.Observed, ObservationMessages.ReadObservation);
    }

    /// <inheritdoc/>
    /// <exception cref="WorkerException">The worker died; this episode is lost.</exception>
    public EnvironmentStep Step(ReadOnlySpan<float> action) => Ask(
        new MessageWriter().Byte((byte)WorkerRequest.Step).Floats(action), WorkerReply.Stepped, ObservationMessages.ReadStep);

    /// <inheritdoc/>
    public void Dispose() => Drop();

    /// <summary>Lets the worker record one demonstration; on any failure but a refusal the worker is gone afterwards.</summary>
    internal Recording.RecordedEpisode Record(Recording.RecordingOrder order) => Ask(
        new MessageWriter().Byte((byte)WorkerRequest.Record).Json(order), WorkerReply.Recorded,
        (ref MessageReader message) => message.Json<Recording.RecordedEpisode>());

    private void Start()
    {
        _worker = new WorkerProcess(_launch);
        try
        {
            Ask(new MessageWriter().Byte((byte)WorkerRequest.Create).Json(_settings), WorkerReply.Created, (ref MessageReader _) => 0);
        }
        catch (ArgumentException)
        {
            Drop();
            throw;
        }
    }

    private T Ask<T>(MessageWriter request, WorkerReply expected, Parse<T> parse)
    {
        if (_worker is null)
            throw new InvalidOperationException("No episode is running; call Reset first.");
        try
        {
            var message = new MessageReader(_worker.Ask(request, expected));
            _ = message.Byte();
            T answer = parse(ref message);
            message.End();
            return answer;
        }
        catch (InvalidDataException fault)
        {
            Drop();
            throw new WorkerException("The simulation worker broke the protocol: " + fault.Message, fault);
        }
        catch (WorkerException)
        {
            Drop();
            throw;
        }
    }

    private void Drop()
    {
        _worker?.Dispose();
        _worker = null;
    }

    private delegate T Parse<out T>(ref MessageReader message);
}
