using Robotics.Datasets.Tests.Fixtures;

namespace Robotics.Datasets.Tests;

public sealed class KeyframedRecordingsTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Real_bimanual_recordings_become_a_dataset()
    {
        var source = SharedData.Require("agilex-table");
        Assert.True(KeyframedRecordings.IsSource(source));
        KeyframedRecordings.Import(source, _folder["table"], new FfmpegConcatenator());

        var dataset = LeRobotDataset.Open(_folder["table"]);
        Assert.Equal(["cam_high", "cam_left_wrist", "cam_right_wrist"], dataset.Cameras);
        Assert.Equal([1277, 1715], dataset.Episodes.Select(episode => episode.Length));
        Assert.Equal("clean the table", dataset.Episodes[0].Tasks[0]);
        Assert.Equal(5, dataset.Episodes[0].Tasks.Count);
        Assert.Equal(16, dataset.StageNames.Count);
        Assert.Equal(new StageAnnotation("subtask1", 8, 147), dataset.Episodes[0].Stages[0]);
        Assert.Equal(new StageAnnotation("subtask16", 1619, 1688), dataset.Episodes[1].Stages[^1]);
        Assert.Equal([1], dataset.Split("episode_002").Select(episode => episode.Index));
        Assert.Equal((1277.0 / 30, 2992.0 / 30), (dataset.Episodes[1].Videos["cam_high"].From, dataset.Episodes[1].Videos["cam_high"].To));
        Assert.Equal((1715, 0, 0), Widths(dataset.ReadFrames(dataset.Episodes[1])));

        // the pictures are the source's own, packet by packet
        var copied = FfmpegConcatenator.FrameChecksums(dataset.Episodes[0].Videos["cam_high"].Path);
        Assert.Equal(FfmpegConcatenator.FrameChecksums(Path.Combine(source, "episode_001/cam_high.mp4")).Concat(FfmpegConcatenator.FrameChecksums(Path.Combine(source, "episode_002/cam_high.mp4"))), copied);
    }

    [Fact]
    public void Views_that_disagree_are_refused_and_nothing_is_left()
    {
        WriteRecording("one", 20, 19, "[]");
        Refused("wrist.mp4", "19 frames", "'front' has 20");
    }

    [Theory]
    [InlineData("""[{"anotation": "a", "start_frame_id": 0, "end_frame_id": 30}]""", "outside the episode's 20 frames")]
    [InlineData("""[{"anotation": "a", "end_frame_id": 10}]""", "no usable 'start_frame_id'")]
    [InlineData("""{"a": 1}""", "no JSON list")]
    [InlineData("[", "not valid JSON")]
    public void Broken_keyframes_are_refused(string keyframes, string problem)
    {
        WriteRecording("one", 20, 20, keyframes);
        Refused("annotated_keyframes.json", problem);
    }

    [Fact]
    public void A_missing_instruction_is_refused()
    {
        WriteRecording("one", 20, 20, "[]");
        File.Delete(_folder["source/task_instruction.json"]);
        Refused("task_instruction.json", "missing");
    }

    private void Refused(params string[] parts)
    {
        var message = Assert.Throws<DataException>(() =>
            KeyframedRecordings.Import(_folder["source"], _folder["out"], new FfmpegConcatenator())).Message;
        foreach (var part in parts)
            Assert.Contains(part, message);
        Assert.False(Directory.Exists(_folder["out"]) || Directory.Exists(_folder["out.partial"]));
    }

    private void WriteRecording(string name, int front, int wrist, string keyframes)
    {
        Directory.CreateDirectory(_folder[$"source/{name}"]);
        File.WriteAllText(_folder["source/task_instruction.json"], """["wipe"]""");
        File.WriteAllText(_folder[$"source/{name}/annotated_keyframes.json"], keyframes);
        FfmpegConcatenator.Encode(_folder[$"source/{name}/front.mp4"], 64, 48, 10, front);
        FfmpegConcatenator.Encode(_folder[$"source/{name}/wrist.mp4"], 64, 48, 10, wrist);
    }

    private static (int, int, int) Widths(EpisodeFrames frames) => (frames.Length, frames.States.GetLength(1), frames.Actions.GetLength(1));
}
