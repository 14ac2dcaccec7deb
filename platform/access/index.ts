/**
 * Who is acting, and the rules that say what they may do. Powers come from roles held in a place or in a
 * group (ground's seats and powers register); a rule is a named sentence about an actor.
 */
export type { Actor, Via } from './actor.ts';
export { visitorOf } from './actor.ts';
export type { Power } from './powers.ts';
export { impliedBy, isPower, powers } from './powers.ts';
export type { RoleName, RoleRow } from './roles.ts';
export { actorAs, everyone, roleNames, signedInRoles, staffRoles } from './roles.ts';
export type { Rule } from './rule.ts';
export { anyone, either, nobodyByHand, signedIn, themselves, withPower, withPowerIn } from './rule.ts';
