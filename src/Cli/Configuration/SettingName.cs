using System.Text;

namespace Robotics.Cli.Configuration;

/// <summary>Names of settings and enum values in a file's spelling, and the nearest one to a misspelled name.</summary>
public static class SettingName
{
    /// <summary><c>ChunkSize</c> becomes <c>chunk_size</c>, <c>MaxIO</c> becomes <c>max_io</c>.</summary>
    public static string Snake(string pascal)
    {
        var text = new StringBuilder();
        for (var i = 0; i < pascal.Length; i++)
        {
            var startsWord = i > 0 && char.IsUpper(pascal[i]) &&
                (!char.IsUpper(pascal[i - 1]) || (i + 1 < pascal.Length && char.IsLower(pascal[i + 1])));
            if (startsWord && pascal[i - 1] != '_') text.Append('_');
            text.Append(char.ToLowerInvariant(pascal[i]));
        }
        return text.ToString();
    }

    /// <summary>The known name with the fewest edits, or null where none is near enough to be what was meant.</summary>
    public static string? Nearest(string name, IEnumerable<string> known)
    {
        var best = known.Select(k => (Name: k, Edits: Edits(name, k))).OrderBy(k => k.Edits).ThenBy(k => k.Name, StringComparer.Ordinal).FirstOrDefault();
        return best.Name is not null && best.Edits <= Math.Max(2, name.Length / 2) ? best.Name : null;
    }

    // Levenshtein distance, one row at a time
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var substitution = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.Length];
    }
}
