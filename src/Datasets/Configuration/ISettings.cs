namespace Robotics.Datasets.Configuration;

/// <summary>Settings that a configuration file fills and that can say what is wrong with their values.</summary>
public interface ISettings
{
    /// <summary>Every impossible value at once; empty when the settings can be used.</summary>
    IEnumerable<SettingFault> Faults();
}

/// <summary>One impossible value.</summary>
/// <param name="Key">The setting in the file's own spelling, dotted for nested ones: <c>training.batch_size</c>.</param>
/// <param name="Message">What is wrong and what would be right.</param>
public sealed record SettingFault(string Key, string Message);
