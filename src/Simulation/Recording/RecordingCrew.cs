using System.Runtime.ExceptionServices;
using Robotics.Datasets.Files;
using Robotics.Simulation.Tasks;
using Robotics.Simulation.Workers;

namespace Robotics.Simulation.Recording;

/// <summary>Worker processes that take the planned episodes one after the other, each from a thread of its own here.</summary>
internal sealed class RecordingCrew
{
    private const int MostLossesPerEpisode = 3;
    private readonly WorkerLaunch _launch;
    private readonly PickPlaceSettings _task;
    private readonly StagingFolder _staging;
    private readonly IReadOnlyList<EpisodePlan> _plan;
    private readonly IProgress<RecordingProgress>? _progress;
    private readonly Lock _lock = new();
    private int _next = -1;
    private RecordingProgress _done;
    private ExceptionDispatchInfo? _failure;

    internal RecordingCrew(
        WorkerLaunch launch, PickPlaceSettings task, StagingFolder staging, IReadOnlyList<EpisodePlan> plan, IProgress<RecordingProgress>? progress)
    {
        (_launch, _task, _staging, _plan, _progress) = (launch, task, staging, plan, progress);
        _done = new RecordingProgress(0, plan.Count, 0, 0, 0);
    }

    /// <summary>Records every episode that is not there yet.</summary>
    internal RecordingProgress Work(int workers, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Thread[] threads = [.. Enumerable.Range(0, Math.Min(workers, _plan.Count)).Select(_ => new Thread(() => Serve(stop)))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        _failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
        return _done;
    }

    private void Serve(CancellationTokenSource stop)
    {
        RemoteEnvironment? worker = null;
        try
        {
            for (int i = Interlocked.Increment(ref _next); i < _plan.Count && !stop.IsCancellationRequested; i = Interlocked.Increment(ref _next))
                Report(Finished(_plan[i]) ?? Record(ref worker, _plan[i]));
        }
        catch (Exception failure)
        {
            // the first failure ends all threads; what the others meet while stopping only hides it
            Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(failure), null);
            stop.Cancel();
        }
        finally
        {
            worker?.Dispose();
        }
    }

    private RecordedEpisode? Finished(EpisodePlan plan) =>
        Directory.Exists(_staging.Piece(plan.Index)) ? StagedEpisode.Read(_staging.Piece(plan.Index)).Result : null;

    private RecordedEpisode Record(ref RemoteEnvironment? worker, EpisodePlan plan)
    {
        var order = new RecordingOrder(plan, _staging.Piece(plan.Index));
        for (int losses = 0; ;)
        {
            try
            {
                worker ??= new RemoteEnvironment(_launch, _task);
                return worker.Record(order);
            }
            catch (WorkerException loss) when (++losses < MostLossesPerEpisode)
            {
                worker?.Dispose();
                worker = null;
                CountLoss(loss);
            }
            catch (WorkerException loss)
            {
                throw new RecordingException($"Episode {plan.Index} cost {losses} workers. {loss.Message}", loss);
            }
        }
    }

    private void CountLoss(WorkerException loss)
    {
        lock (_lock)
            _done = _done with { LostWorkers = _done.LostWorkers + 1, LastLoss = loss.Message };
    }

    private void Report(RecordedEpisode episode)
    {
        lock (_lock)
        {
            _done = _done with
            {
                Episodes = _done.Episodes + 1,
                Frames = _done.Frames + episode.Frames,
                Discarded = _done.Discarded + episode.Discarded,
            };
            _progress?.Report(_done);
        }
    }
}
