namespace Robotics.Datasets.LeRobot;

/// <summary>One copy of every text that many episodes repeat: tasks, stage names, labels.</summary>
internal sealed class SharedTexts
{
    private readonly Dictionary<string, string> _texts = [];

    public string Of(string text)
    {
        if (!_texts.TryGetValue(text, out var first))
            _texts[text] = first = text;
        return first;
    }
}
