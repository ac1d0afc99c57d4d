namespace Robotics.RobotBridge.Links.Actor;

/// <summary>How the link stands, for diagnostics.</summary>
/// <param name="IsUp">The learner answers.</param>
/// <param name="Accepted">Transitions that were ever put into this spool.</param>
/// <param name="Waiting">Transitions that the learner has not confirmed yet.</param>
/// <param name="Refused">Transitions that found no room since the start.</param>
/// <param name="IsFull">The newest transition found no room, and the learner has taken nothing since that would make some.</param>
/// <param name="SpoolBytes">Bytes of the spool on disk.</param>
/// <param name="SpoolLimit">Most bytes that it may have.</param>
/// <param name="Fault">Why the link is down, in words; null where it is up or was never tried.</param>
/// <param name="LastFault">What last went wrong with the link since the start; null where nothing did.</param>
public sealed record ActorLinkStatus(bool IsUp, long Accepted, long Waiting, long Refused, bool IsFull, long SpoolBytes, long SpoolLimit, string? Fault, string? LastFault);
