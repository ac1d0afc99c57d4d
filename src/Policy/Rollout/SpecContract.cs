namespace Robotics.Policy.Rollout;

/// <summary>The part of the environment contract that the specification alone can break.</summary>
internal static class SpecContract
{
    public static void Check(EnvironmentSpec spec, BreachList breaches)
    {
        if (spec.ImageWidth <= 0 || spec.ImageHeight <= 0)
            breaches.Add($"An image of {spec.ImageWidth}x{spec.ImageHeight} pixels holds nothing.");
        if (spec.Cameras.Distinct().Count() != spec.Cameras.Count)
            breaches.Add("Two cameras have the same name.");
        if (!(spec.ControlPeriod > 0) || double.IsInfinity(spec.ControlPeriod))
            breaches.Add($"The control period is {spec.ControlPeriod} s; it must be positive.");
        if (spec.MaxSteps < 1)
            breaches.Add($"The step limit is {spec.MaxSteps}; it must be at least 1.");
        if (spec.Stages.Count == 0)
            breaches.Add("The task has no stage; name at least one.");
        CheckLimits(spec, breaches);
    }

    private static void CheckLimits(EnvironmentSpec spec, BreachList breaches)
    {
        var actions = spec.ActionNames.Count;
        if (actions == 0 || spec.ActionLow.Length != actions || spec.ActionHigh.Length != actions)
        {
            breaches.Add($"{actions} action names need as many limits, but there are {spec.ActionLow.Length} low and {spec.ActionHigh.Length} high ones.");
            return;
        }

        for (var i = 0; i < actions; i++)
        {
            if (!float.IsFinite(spec.ActionLow[i]) || !float.IsFinite(spec.ActionHigh[i]) || spec.ActionLow[i] >= spec.ActionHigh[i])
                breaches.Add($"Action {spec.ActionNames[i]} has the limits {spec.ActionLow[i]} to {spec.ActionHigh[i]}; low must be below high, both finite.");
        }
    }
}
