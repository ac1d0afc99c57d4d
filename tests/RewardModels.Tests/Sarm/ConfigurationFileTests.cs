using System.Text;
using System.Text.RegularExpressions;
using Robotics.Datasets.Tests.Fixtures;
using Robotics.RewardModels.Sarm;

namespace Robotics.RewardModels.Tests.Sarm;

public partial class ConfigurationFileTests
{
    [Theory]
    [InlineData("sarm_pick_place.yaml")]
    [InlineData("sarm_agilex_table.yaml")]
    public void EveryKeyIsASetting(string file)
    {
        var known = typeof(SarmSettings).GetProperties().Select(p => Snake(p.Name)).ToHashSet();
        var keys = Key().Matches(File.ReadAllText(Path.Combine(RepositoryFolder.Root, "configs", "rewards", file))).Select(m => m.Groups[1].Value).ToArray();
        Assert.NotEmpty(keys);
        Assert.All(keys, key => Assert.Contains(key, known));
        Assert.Equal(keys.Distinct(), keys);
    }

    [GeneratedRegex(@"^([a-z_]+):", RegexOptions.Multiline)]
    private static partial Regex Key();

    private static string Snake(string name) =>
        name.Aggregate(new StringBuilder(), (text, c) => char.IsUpper(c) && text.Length > 0 ? text.Append('_').Append(char.ToLowerInvariant(c)) : text.Append(char.ToLowerInvariant(c))).ToString();
}
