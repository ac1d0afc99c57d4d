namespace Robotics.RewardModels.Sarm;

/// <summary>One training window: which frames it shows and what the networks are told.</summary>
/// <param name="Episode">Episode in the training data.</param>
/// <param name="Frames">Frame index per slot, rewound ones included; features, states and labels all follow it.</param>
/// <param name="Instruction">Text, possibly a foreign one.</param>
/// <param name="IsForeign">Whether the instruction is not the episode's, so that every target is zero.</param>
/// <param name="IsTaught">Whether the progress network is told the true stages.</param>
/// <param name="BlankView">A view to hide, or -1.</param>
internal sealed record SarmWindow(int Episode, int[] Frames, string Instruction, bool IsForeign, bool IsTaught, int BlankView);
