using Robotics.RewardModels.Learning;

namespace Robotics.RewardModels.Sarm;

/// <summary>
/// Instructions that have nothing to do with the video, with which a training window gets the target zero: the model
/// learns that progress is progress of the task it is told, not of any motion.
/// </summary>
internal static class ForeignInstruction
{
    private static readonly string[] Verbs = ["move", "grasp", "rotate", "push", "pull", "slide", "lift", "place", "open", "fold"];

    private static readonly string[] Words =
    [
        "bottle", "drawer", "towel", "spoon", "left", "hinge", "button", "paper", "slowly", "window", "basket", "kettle",
        "behind", "shelf", "cable", "lamp", "under", "plate", "brush", "corner", "garden", "door", "twice", "ladder",
        "glass", "rope", "beside", "carton", "stone", "wheel", "blanket", "above",
    ];

    /// <summary>A verb and one to five words, never the true instruction.</summary>
    internal static string Draw(StepRandom random, string truth)
    {
        while (true)
        {
            var count = 1 + random.Next(5);
            var words = Enumerable.Range(0, count).Select(_ => Words[random.Next(Words.Length)]);
            var text = $"{Verbs[random.Next(Verbs.Length)]} {string.Join(' ', words)}";
            if (!string.Equals(text, truth, StringComparison.OrdinalIgnoreCase))
                return text;
        }
    }
}
