namespace Robotics.RobotBridge.Safety;

/// <summary>Joints are matched by name, never by place.</summary>
internal static class JointNames
{
    /// <summary>Finds a joint's only place in a message, or says what is wrong.</summary>
    public static string? Find(IReadOnlyList<string> names, string joint, out int place)
    {
        place = -1;
        for (var i = 0; i < names.Count; i++)
        {
            if (!string.Equals(names[i], joint, StringComparison.Ordinal))
                continue;
            if (place >= 0)
                return $"'{joint}' is there twice";
            place = i;
        }
        return place < 0 ? $"'{joint}' is missing" : null;
    }
}
