using Robotics.Datasets;
using Robotics.RobotBridge.Recordings;

namespace Robotics.RobotBridge.Tests.Recordings;

/// <summary>Which recordings a folder holds.</summary>
public sealed class RecordedBagTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_hold_files_and_what_rosbag2_wrote_also_without_its_last_file()
    {
        Put("bags/a.mcap", "bags/whole/metadata.yaml", "bags/whole/x_10.mcap", "bags/whole/x_9.mcap",
            "bags/crashed/crashed_0.mcap", "bags/crashed/crashed_1.mcap", "bags/day/b.mcap", "bags/day/run/metadata.yaml", "bags/day/run/run_0.mcap", "bags/notes/todo.txt");
        Directory.CreateSymbolicLink(_folder["bags/day/again"], _folder["bags"]);
        Assert.Equal(
            ["a: bags/a.mcap", "crashed: bags/crashed/crashed_0.mcap bags/crashed/crashed_1.mcap", "day/b: bags/day/b.mcap", "day/run: bags/day/run/run_0.mcap", "whole: bags/whole/x_9.mcap bags/whole/x_10.mcap"],
            RecordedBag.Find(_folder["bags"]).Select(bag => $"{bag.Name}: {string.Join(' ', bag.Files.Select(file => Path.GetRelativePath(_folder[""], file)))}"));
        Assert.Equal("crashed", Assert.Single(RecordedBag.Find(_folder["bags/crashed/"])).Name);
    }

    [Fact]
    public void Parts_that_are_listed_and_not_there_are_told()
    {
        Put("bag/bag_0.mcap", "bag/bag_2.mcap");
        File.WriteAllText(_folder["bag/metadata.yaml"], """
            rosbag2_bagfile_information:
              version: 5
              storage_identifier: mcap
              relative_file_paths:
                - bag_0.mcap
                - bag_1.mcap.zstd
                - bag_2.mcap
            """);
        Assert.Equal(["bag_1.mcap"], Assert.Single(RecordedBag.Find(_folder["bag"])).Missing);
        File.WriteAllText(_folder["bag/metadata.yaml"], "rosbag2_bagfile_information: [");
        Assert.Empty(Assert.Single(RecordedBag.Find(_folder["bag"])).Missing);
    }

    [Fact]
    public void Files_compressed_as_a_whole_are_refused_until_they_are_decompressed()
    {
        Put("bag/bag_0.mcap.zstd", "bag/metadata.yaml");
        Assert.Contains("zstd -d bag_0.mcap.zstd -o bag_0.mcap", Assert.Throws<DataException>(() => RecordedBag.Find(_folder["bag"])).Message, StringComparison.Ordinal);
        Put("bag/bag_0.mcap");
        Assert.Single(RecordedBag.Find(_folder["bag"]));
    }

    private void Put(params string[] files)
    {
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[file])!);
            File.WriteAllText(_folder[file], "");
        }
    }
}
