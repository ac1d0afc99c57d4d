using System.Text;
using Robotics.RewardModels.Learning;

namespace Robotics.RewardModels.Sarm;

/// <summary>
/// Embeds an instruction without any weights: words, word pairs and character trigrams are hashed to signed
/// coordinates and the sum is scaled to length one (feature hashing, Weinberger et al. 2009). Instructions that share
/// words are close; the same text gives the same numbers everywhere.
/// </summary>
public sealed class HashedTextEncoder(int dimension)
{
    /// <summary>Length E of an embedding.</summary>
    public int Dimension { get; } = dimension;

    /// <summary>Embeds one text, ignoring case and punctuation; a text without words gives zeros.</summary>
    /// <returns>[E] of length one.</returns>
    public float[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var embedding = new float[Dimension];
        var words = Words(text);
        for (var i = 0; i < words.Count; i++)
        {
            Add(embedding, "w:" + words[i], 1);
            if (i > 0)
                Add(embedding, $"p:{words[i - 1]} {words[i]}", 0.5f);
            var framed = $"^{words[i]}$";
            for (var c = 0; c + 3 <= framed.Length; c++)
                Add(embedding, $"c:{framed.AsSpan(c, 3)}", 0.5f);
        }
        Scale(embedding);
        return embedding;
    }

    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in text + " ")
        {
            if (char.IsLetterOrDigit(c))
            {
                word.Append(char.ToLowerInvariant(c));
                continue;
            }
            if (word.Length > 0)
                words.Add(word.ToString());
            word.Clear();
        }
        return words;
    }

    private static void Add(float[] embedding, string feature, float weight)
    {
        // string.GetHashCode changes with every process, FNV-1a does not
        var hash = 14695981039346656037UL;
        foreach (var b in Encoding.UTF8.GetBytes(feature))
            hash = (hash ^ b) * 1099511628211UL;
        hash = StepSeed.Mix(hash);
        embedding[(int)(hash % (ulong)embedding.Length)] += (hash >> 63) == 0 ? weight : -weight;
    }

    private static void Scale(float[] embedding)
    {
        var norm = MathF.Sqrt(embedding.Sum(v => v * v));
        if (norm > 0)
            for (var i = 0; i < embedding.Length; i++)
                embedding[i] /= norm;
    }
}
