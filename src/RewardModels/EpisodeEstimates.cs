using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Robotics.Datasets;
using Robotics.RewardModels.Learning;

namespace Robotics.RewardModels;

/// <summary>
/// The offline pass over many recorded episodes, several side by side: the networks are small, so one episode gains
/// little from a second core and two episodes nearly double. Holds no more tracks than episodes run side by side.
/// </summary>
public static class EpisodeEstimates
{
    /// <summary>Estimates every episode; the tracks do not depend on how many run side by side. Lets torch use one thread each.</summary>
    /// <param name="model">Its <see cref="IProgressModel.Estimate"/> is called from several threads.</param>
    /// <param name="episodes">Taken one at a time, when a thread is free.</param>
    /// <param name="read">Reads what the model sees of an episode; called from several threads.</param>
    /// <param name="done">Given the track of an episode, from the thread that estimated it.</param>
    /// <param name="sideBySide">Episodes at a time, one thread each.</param>
    /// <param name="cancellation">Stops between episodes and within long ones.</param>
    /// <exception cref="Datasets.DataException">An episode cannot be read or estimated.</exception>
    public static void Run<T>(
        IProgressModel model, IEnumerable<T> episodes, Func<T, ProgressInput> read, Action<T, ProgressTrack> done, int sideBySide,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(done);
        TorchThreads.Limit(1);
        try
        {
            Parallel.ForEach(
                Partitioner.Create(episodes, EnumerablePartitionerOptions.NoBuffering),
                new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellation },
                episode =>
                {
                    TorchThreads.Adopt();
                    done(episode, model.Estimate(read(episode), cancellation));
                });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.Cause());
        }
    }
}
