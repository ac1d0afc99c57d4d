using System.Runtime.ExceptionServices;

namespace Robotics.RewardModels;

/// <summary>
/// The offline pass over many recorded episodes, several side by side: the networks are small, so one episode gains
/// little from a second core and two episodes nearly double. Let torch use one thread each.
/// </summary>
public static class EpisodeEstimates
{
    /// <summary>Estimates every episode; the tracks do not depend on how many run side by side.</summary>
    /// <param name="model">Its <see cref="IProgressModel.Estimate"/> is called from several threads.</param>
    /// <param name="count">Number of episodes.</param>
    /// <param name="read">Reads what the model sees of an episode; called from several threads, and when it is needed only.</param>
    /// <param name="sideBySide">Episodes at a time, one thread each.</param>
    /// <param name="done">Told the number of an episode that is done, from the thread that did it.</param>
    /// <param name="cancellation">Stops between episodes and within long ones.</param>
    /// <returns>Tracks in the order of the episodes.</returns>
    /// <exception cref="Datasets.DataException">An episode cannot be read or estimated.</exception>
    public static ProgressTrack[] Run(
        IProgressModel model, int count, Func<int, ProgressInput> read, int sideBySide, Action<int>? done = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(read);
        var tracks = new ProgressTrack[count];
        try
        {
            Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = sideBySide, CancellationToken = cancellation }, episode =>
            {
                // a new thread keeps libtorch's default until it asks for the number that was set
                _ = TorchSharp.torch.get_num_threads();
                tracks[episode] = model.Estimate(read(episode), cancellation);
                done?.Invoke(episode);
            });
        }
        catch (AggregateException several)
        {
            ExceptionDispatchInfo.Throw(several.InnerExceptions.FirstOrDefault(e => e is not OperationCanceledException) ?? several.InnerExceptions[0]);
        }

        return tracks;
    }
}
