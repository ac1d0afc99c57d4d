using Robotics.RewardModels.Learning;

namespace Robotics.RewardModels.Sarm;

/// <summary>Draws the windows of a training step; the step and the seed alone decide which.</summary>
internal sealed class SarmSampler(SarmSettings settings, SarmTrainingData data, ulong seed)
{
    private const int Purpose = 0;

    internal IReadOnlyList<SarmWindow> Draw(int step)
    {
        var random = new StepRandom(seed, step, Purpose);
        return Enumerable.Range(0, settings.BatchSize).Select(_ => DrawOne(random)).ToArray();
    }

    private SarmWindow DrawOne(StepRandom random)
    {
        // every episode counts the same, however long its pauses are
        var episode = random.Next(data.Episodes.Count);
        var length = data.Episodes[episode].Length;
        var newest = random.Next(length);
        var frames = Frames(random, newest);
        if (random.NextDouble() < settings.ReverseProbability)
            for (var i = 0; i < frames.Length; i++)
                frames[i] = length - 1 - frames[i];
        var truth = data.Episodes[episode].Input.Task;
        var foreign = random.NextDouble() < settings.PerturbedLanguage;
        var instruction = foreign ? ForeignInstruction.Draw(random, truth) : truth;
        var taught = random.NextDouble() < settings.TeacherForcing;
        var blank = random.NextDouble() < settings.ViewDropout ? random.Next(data.Description.Cameras.Count) : -1;
        return new SarmWindow(episode, frames, instruction, foreign, taught, blank);
    }

    private int[] Frames(StepRandom random, int newest)
    {
        var steps = settings.ObservationSteps;
        // a rewound window needs a past whose frames differ
        var rewinds = settings.MaxRewindSteps > 0 && newest >= steps && random.NextDouble() < settings.RewindProbability;
        var rewind = rewinds ? 1 + random.Next(settings.MaxRewindSteps) : 0;
        var frames = new int[steps + 1 + rewind];
        ObservationWindow.Fill(frames.AsSpan(0, steps + 1), newest, settings.FrameGap);
        ObservationWindow.Rewind(frames, rewind);
        return frames;
    }
}
