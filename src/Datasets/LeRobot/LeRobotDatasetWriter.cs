using System.Text.Json.Nodes;
using Robotics.Datasets.Files;
using Robotics.Datasets.Json;
using Robotics.Datasets.LeRobot;
using Robotics.Datasets.LeRobot.Writing;

namespace Robotics.Datasets;

/// <summary>
/// Writes a LeRobot v3.0 dataset as LeRobot's own recorder lays it out. Everything goes to <c>DIR.partial</c>, which takes
/// the name DIR only when it is complete; a leftover of an interrupted run is replaced.
/// </summary>
public sealed class LeRobotDatasetWriter : IDisposable
{
    private readonly string _directory;
    private readonly PartialDirectory _partial;
    private readonly DatasetSpec _spec;
    private readonly DataFiles _data;
    private readonly IReadOnlyDictionary<string, VideoFiles> _videos;
    private readonly TaskTable _tasks = new();
    private readonly List<EpisodeEntry> _episodes = [];
    private long _frames;
    private bool _isComplete;

    /// <summary>Begins a dataset.</summary>
    /// <exception cref="DataException">The folder exists already, or another process is writing it.</exception>
    public LeRobotDatasetWriter(string directory, DatasetSpec spec, IVideoConcatenator video)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(video);
        (_directory, _spec) = (Path.GetFullPath(directory), spec);
        _partial = new PartialDirectory(_directory);
        _data = new DataFiles(_partial.Root, spec);
        _videos = spec.Cameras.ToDictionary(camera => camera.Name, camera => new VideoFiles(_partial.Root, spec, camera, video));
    }

    /// <summary>Appends an episode. Its videos are read at <see cref="Complete"/> and must stay until then.</summary>
    /// <exception cref="DataException">A shape, value, stage or video does not fit; nothing was added.</exception>
    public void Add(EpisodeRecording episode)
    {
        ArgumentNullException.ThrowIfNull(episode);
        ObjectDisposedException.ThrowIf(_isComplete, this);
        var index = _episodes.Count;
        RecordingChecks.Require(episode, _spec, index);
        foreach (var (camera, files) in _videos)
            files.Check(episode.Videos[camera], index, episode.Length);
        foreach (var (camera, files) in _videos)
            files.Add(episode.Videos[camera]);
        var task = _tasks.IndexOf(episode.Task);
        foreach (var alternative in episode.AlternativeTasks)
            _tasks.IndexOf(alternative);
        var position = _data.Add(episode, index, _frames, task);
        _episodes.Add(new EpisodeEntry(
            index, [episode.Task, .. episode.AlternativeTasks], episode.Length, _frames, position, episode.Stages, episode.Labels,
            EpisodeStatistics.Of(episode, _spec, index, _frames, task)));
        _frames += episode.Length;
    }

    /// <summary>Joins the videos, writes the metadata and gives the dataset its name.</summary>
    /// <param name="temporalProportions">Mean share of each stage, in stage order; by default computed from the annotations.</param>
    /// <param name="cancellationToken">Stops between and inside video files; the dataset is then not made.</param>
    public void Complete(IReadOnlyDictionary<string, double>? temporalProportions = null, CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_isComplete, this);
        if (_episodes.Count == 0)
            throw new DataException(new Defect(_directory, "no episode was added.", "Record at least one episode."));
        _data.Close();
        var places = _videos.ToDictionary(camera => camera.Key, camera => camera.Value.Write(cancellationToken));
        new EpisodeMetadata(_partial.Root, _spec, places).Write(_episodes);
        _tasks.Write(_partial.Root);
        StatisticsFile.Write(_partial.Root, StatisticsFile.Join([.. _episodes.Select(episode => episode.Statistics)]), EpisodeStatistics.IsImage);
        WriteProportions(temporalProportions ?? TemporalShares.Of(_episodes.Select(episode => episode.Stages)));
        InfoWriter.Write(_partial.Root, _spec, _videos.ToDictionary(camera => camera.Key, camera => camera.Value.Encoding), _episodes.Count, _frames, _tasks.Count);
        cancellationToken.ThrowIfCancellationRequested();
        _partial.Complete();
        _isComplete = true;
    }

    /// <summary>Removes what was written unless it was completed.</summary>
    public void Dispose()
    {
        _data.Dispose();
        _partial.Discard();
    }

    private void WriteProportions(IReadOnlyDictionary<string, double> proportions)
    {
        if (proportions.Count == 0)
            return;
        var content = new JsonObject();
        foreach (var (stage, share) in proportions)
            content[stage] = JsonFile.Float(share);
        JsonFile.Write(Path.Combine(_partial.Root, DatasetPaths.Proportions), content, indent: 2);
    }
}
